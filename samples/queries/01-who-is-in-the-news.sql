-- Who is in the news, week by week, and by how much more than the week before?
SELECT week, name, type, articles,
    articles - CASE
        WHEN lag(week) OVER (PARTITION BY entity_id ORDER BY week) = week - 7
        THEN lag(articles) OVER (PARTITION BY entity_id ORDER BY week)
        ELSE 0
    END AS more_than_before
FROM (
    SELECT CAST(date_trunc('week', CAST(day AS TIMESTAMP)) AS DATE) AS week,
        entity_id, name, type, sum(articles) AS articles
    FROM v_entity_day
    WHERE day IS NOT NULL
    GROUP BY CAST(date_trunc('week', CAST(day AS TIMESTAMP)) AS DATE), entity_id, name, type
) AS weekly
ORDER BY week DESC, articles DESC, name, entity_id
LIMIT 50;
