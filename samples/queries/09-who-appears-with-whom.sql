-- Which names stand in the same stories most often?
SELECT least(a.name, b.name) AS one, greatest(a.name, b.name) AS other, count(*) AS stories,
    max(v.date_published) AS latest
FROM article_entities AS x
JOIN article_entities AS y ON y.version_id = x.version_id AND y.entity_id > x.entity_id
JOIN v_article AS v ON v.version_id = x.version_id
JOIN entities AS a ON a.entity_id = x.entity_id
JOIN entities AS b ON b.entity_id = y.entity_id
GROUP BY least(a.name, b.name), greatest(a.name, b.name)
ORDER BY stories DESC, one, other
LIMIT 50;
