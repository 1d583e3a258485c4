-- What rose and what fell, in percent, the largest moves first?
SELECT coalesce(e.name, f.subject_text) AS subject, f.measure, f.direction,
    CASE WHEN f.direction = 'down' THEN -f.value ELSE f.value END AS change_percent,
    f.period_text AS period, f.date_published
FROM v_figure AS f
LEFT JOIN entities AS e ON e.entity_id = f.subject_id
WHERE f.unit = 'percent' AND f.role = 'delta' AND f.direction IN ('up', 'down')
    AND coalesce(f.subject_text, f.measure) IS NOT NULL
ORDER BY f.value DESC, f.figure_id
LIMIT 50;
