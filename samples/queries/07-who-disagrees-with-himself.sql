-- Where does one source give different values for the same thing?
SELECT coalesce(s.name, c.source) AS source, c.measure, coalesce(o.name, c.subject) AS subject,
    c.period_iso AS period, c.told_as, c.role, c.lowest, c.highest, c.currency, c.unit,
    c.articles, c.first_published, c.last_published
FROM v_conflict AS c
LEFT JOIN entities AS s ON s.entity_id = c.source
LEFT JOIN entities AS o ON o.entity_id = c.subject
ORDER BY c.articles DESC, source, c.measure, subject, period, c.told_as, c.role, c.lowest
LIMIT 50;
