-- Whose voice is heard: the people quoted most, and for whom they speak?
SELECT c.source_name AS person, c.affiliation_name AS speaks_for, count(*) AS claims,
    count(DISTINCT c.article_id) AS articles, count(DISTINCT c.publisher_name) AS outlets,
    sum(CASE WHEN c.kind = 'forecast' THEN 1 ELSE 0 END) AS forecasts
FROM v_claim AS c
WHERE c.source_type = 'person'
GROUP BY c.source_name, c.affiliation_name
ORDER BY claims DESC, person, speaks_for
LIMIT 50;
