-- Who expects what: every figure that is forecast, with its period and who stands behind it?
SELECT coalesce(f.source_name, f.publisher_name) AS forecaster, f.subject_text AS subject,
    f.measure, f.value, f.value_max, f.currency, f.unit, f.period_iso AS period, f.date_published
FROM v_figure AS f
WHERE f.modality IN ('expected', 'planned', 'projected', 'estimated', 'possible', 'probable')
    AND f.value IS NOT NULL AND coalesce(f.subject_text, f.measure) IS NOT NULL
ORDER BY f.date_published DESC NULLS LAST, f.version_id, f.start_offset
LIMIT 50;
