-- The largest sums of money in the news, each fact once, by currency: what for, and whose?
SELECT currency, value, bound, measure, subject, period, says, headline
FROM (
    SELECT f.currency, f.value, f.bound, f.measure, f.subject_text AS subject,
        f.period_iso AS period, coalesce(f.source_name, f.publisher_name) AS says, f.headline,
        f.figure_id,
        row_number() OVER (PARTITION BY f.currency ORDER BY f.value DESC, f.figure_id) AS place,
        count(*) OVER (PARTITION BY f.currency) AS sums
    FROM v_figure AS f
    WHERE f.kind = 'money' AND f.per IS NULL AND f.value IS NOT NULL
) AS ranked
WHERE place <= 5
ORDER BY sums DESC, currency, place
LIMIT 50;
