-- One row for each story: of every article the newest wording, of every group of copies the
-- fullest, then the earliest. All views below count a story once, however often it was printed.
CREATE OR REPLACE VIEW v_article AS
SELECT * FROM (
    SELECT
        w.*,
        row_number() OVER (
            PARTITION BY coalesce(w.duplicate_group, w.version_id)
            ORDER BY CASE WHEN w.completeness = 'full' THEN 0 ELSE 1 END,
                     w.date_published NULLS LAST, w.word_count DESC, w.version_id
        ) AS copy
    FROM (
        SELECT
            a.*, d.duplicate_group, d.novelty,
            row_number() OVER (
                PARTITION BY a.article_id
                ORDER BY coalesce(a.date_modified, a.date_published, a.date_retrieved)
                         DESC NULLS LAST, a.word_count DESC, a.version_id
            ) AS wording
        FROM articles AS a
        LEFT JOIN duplicates AS d ON d.version_id = a.version_id
    ) AS w
    WHERE w.wording = 1
) AS c
WHERE copy = 1;

-- Each fact once: repetitions inside an article (`same_as`), conversions and copies are left out.
-- Who says so is an entity, or what the claim calls its source (`people familiar with the matter`);
-- nobody is the outlet itself.
CREATE OR REPLACE VIEW v_figure AS
SELECT
    f.figure_id, f.article_id, f.version_id, a.date_published, a.publisher_name, a.provider,
    a.headline, a.url, f.start_offset, f.end_offset, f.sentence, f.text, f.kind, f.value, f.value_max, f.unit,
    f.currency, f.per, f.bound, f.direction, f.role, f.measure, f.measure_name,
    f.subject_text, f.subject_id, f.object_text, f.object_id,
    p.text AS period_text, p.iso AS period_iso, p.from_date, p.to_date,
    f.attributed_to AS source_id, coalesce(e.name, c.source_name, c.source_text) AS source_name,
    f.claim_id, f.modality, f.confidence
FROM figures AS f
JOIN v_article AS a ON a.version_id = f.version_id
LEFT JOIN periods AS p ON p.version_id = f.version_id AND p.period_id = f.period_id
LEFT JOIN entities AS e ON e.entity_id = f.attributed_to
LEFT JOIN claims AS c ON c.version_id = f.version_id AND c.claim_id = f.claim_id
WHERE f.same_as IS NULL AND f.role <> 'conversion';

-- Each claim with who makes it, in the words of the text where the source has no name.
CREATE OR REPLACE VIEW v_claim AS
SELECT
    c.claim_id, c.article_id, c.version_id, a.date_published, a.publisher_name, a.provider,
    a.headline, a.url, c.start_offset, c.end_offset, c.text, c.kind, c.form,
    coalesce(c.source_name, c.source_text) AS source_name, c.source_id, c.source_type, c.role, c.affiliation_name, c.affiliation_id, c.via_name, c.via_id,
    c.cue_lemma, c.modality, c.negated, c.forward_looking, c.polarity, c.confidence
FROM claims AS c
JOIN v_article AS a ON a.version_id = c.version_id;

-- How often each entity is in the news, by day (UTC).
CREATE OR REPLACE VIEW v_entity_day AS
SELECT
    x.entity_id, e.name, e.type, CAST(a.date_published AT TIME ZONE 'UTC' AS DATE) AS day,
    count(*) AS articles, sum(x.mention_count) AS mentions, max(x.relevance) AS relevance
FROM article_entities AS x
JOIN v_article AS a ON a.version_id = x.version_id
JOIN entities AS e ON e.entity_id = x.entity_id
GROUP BY x.entity_id, e.name, e.type, CAST(a.date_published AT TIME ZONE 'UTC' AS DATE);

-- The same source giving different values for the same thing: told in the same words, of the same
-- subject and object, for the same period, and both as facts or both as outlooks. An outlet that
-- speaks for itself is its own source. Two sentences contradict each other when they have no value
-- in common: what stands in one sentence is a comparison or an alternative, a range or a value that
-- is only bounded contradicts nothing, and a rounded value (off by half of its last digit that is
-- not 0, and by a twentieth at most) is the same.
CREATE OR REPLACE VIEW v_conflict AS
WITH figure AS (
    SELECT
        lower(measure) AS measure, measure_name,
        coalesce(subject_id, lower(subject_text)) AS subject,
        coalesce(object_id, lower(object_text)) AS object,
        period_iso, coalesce(source_id, publisher_name) AS source,
        kind, CASE WHEN role = 'to' THEN 'level' ELSE role END AS role, unit, currency, per,
        CASE WHEN coalesce(modality, 'asserted') = 'asserted' THEN 'fact' ELSE 'outlook' END AS told_as,
        CASE WHEN role = 'delta' AND direction = 'down' THEN -value ELSE value END AS value,
        replace(CAST(value AS TEXT), '.', '') AS digits,
        article_id, date_published, concat(version_id, ' ', sentence) AS place
    FROM v_figure
    WHERE bound = 'eq' AND value IS NOT NULL AND value_max IS NULL AND measure IS NOT NULL
        AND coalesce(subject_id, subject_text) IS NOT NULL AND period_iso IS NOT NULL
        AND coalesce(source_id, publisher_name) IS NOT NULL
        AND coalesce(modality, '') <> 'denied'
),
told AS (
    SELECT
        f.*, 0.5 * power(10.0, length(digits) - length(rtrim(digits, '0')) - 9) AS rounding,
        concat_ws(
            '|', measure, subject, coalesce(object, ''), period_iso, source, kind, role,
            coalesce(unit, ''), coalesce(currency, ''), coalesce(per, ''), told_as
        ) AS thing
    FROM figure AS f
),
agreed AS (
    SELECT DISTINCT x.thing, x.place AS one, y.place AS other
    FROM told AS x
    JOIN told AS y ON y.thing = x.thing AND y.place > x.place
    WHERE abs(x.value - y.value)
        <= least(greatest(x.rounding, y.rounding), 0.05 * greatest(abs(x.value), abs(y.value)))
),
contradicted AS (
    SELECT DISTINCT x.thing
    FROM told AS x
    JOIN told AS y ON y.thing = x.thing AND y.place > x.place
    LEFT JOIN agreed AS g ON g.thing = x.thing AND g.one = x.place AND g.other = y.place
    WHERE g.thing IS NULL
)
SELECT
    t.measure, min(t.measure_name) AS measure_name, t.subject, t.object, t.period_iso, t.source,
    t.kind, t.role, t.unit, t.currency, t.per, t.told_as,
    count(DISTINCT t.value) AS readings,
    count(DISTINCT t.article_id) AS articles,
    min(t.value) AS lowest,
    max(t.value) AS highest,
    min(t.date_published) AS first_published,
    max(t.date_published) AS last_published
FROM told AS t
JOIN contradicted AS c ON c.thing = t.thing
GROUP BY
    t.measure, t.subject, t.object, t.period_iso, t.source, t.kind, t.role, t.unit, t.currency,
    t.per, t.told_as;
