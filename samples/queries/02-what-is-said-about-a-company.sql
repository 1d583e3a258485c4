-- What is said about each company, by whom, newest first?
SELECT e.name AS company, c.date_published, c.kind, c.polarity,
    coalesce(c.source_name, c.publisher_name) AS says, c.affiliation_name AS speaks_for, c.text
FROM v_claim AS c
JOIN claim_entities AS x ON x.version_id = c.version_id AND x.claim_id = c.claim_id
JOIN entities AS e ON e.entity_id = x.entity_id
WHERE e.type = 'ORG'
ORDER BY c.date_published DESC NULLS LAST, e.name, c.version_id, c.start_offset
LIMIT 50;
