-- The largest sums of money in the news, each fact once: what for, and whose?
SELECT f.value, f.currency, f.bound, f.measure, f.subject_text AS subject, f.period_iso AS period,
    coalesce(f.source_name, f.publisher_name) AS says, f.headline
FROM v_figure AS f
WHERE f.kind = 'money' AND f.per IS NULL
ORDER BY f.value DESC NULLS LAST, f.figure_id
LIMIT 20;
