-- Which stories were printed more than once, where first, and how much did the copies add?
SELECT v.headline, v.publisher_name AS read_at, count(*) AS copies,
    min(a.date_published) AS first_published, max(a.date_published) AS last_published,
    max(CASE WHEN d.version_id = v.version_id THEN 0 ELSE d.novelty END) AS most_novel_copy
FROM duplicates AS d
JOIN articles AS a ON a.version_id = d.version_id
JOIN v_article AS v ON v.duplicate_group = d.duplicate_group
GROUP BY v.version_id, v.headline, v.publisher_name
ORDER BY copies DESC, first_published, v.version_id
LIMIT 50;
