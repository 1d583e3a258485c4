-- Which companies does the news like, and which not: good against bad claims, by month?
SELECT CAST(date_trunc('month', c.date_published AT TIME ZONE 'UTC') AS DATE) AS month,
    e.name AS company,
    sum(CASE WHEN c.polarity = 'positive' THEN 1 ELSE 0 END) AS good,
    sum(CASE WHEN c.polarity = 'negative' THEN 1 ELSE 0 END) AS bad,
    count(*) AS claims
FROM v_claim AS c
JOIN claim_entities AS x ON x.version_id = c.version_id AND x.claim_id = c.claim_id
JOIN entities AS e ON e.entity_id = x.entity_id
WHERE e.type = 'ORG' AND c.date_published IS NOT NULL
GROUP BY CAST(date_trunc('month', c.date_published AT TIME ZONE 'UTC') AS DATE),
    e.entity_id, e.name
ORDER BY month DESC, claims DESC, company
LIMIT 50;
