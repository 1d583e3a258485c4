-- The newest wording of each article.
CREATE OR REPLACE VIEW v_article AS
SELECT * FROM (
    SELECT
        a.*,
        row_number() OVER (
            PARTITION BY a.article_id
            ORDER BY coalesce(a.date_modified, a.date_published, a.date_retrieved) DESC NULLS LAST,
                     a.word_count DESC, a.version_id
        ) AS wording
    FROM articles AS a
) AS ranked
WHERE wording = 1;

-- Each fact once: repetitions inside an article (`same_as`) are left out.
CREATE OR REPLACE VIEW v_figure AS
SELECT
    f.figure_id, f.article_id, f.version_id, a.date_published, a.publisher_name, a.provider,
    a.headline, a.url, f.start_offset, f.end_offset, f.text, f.kind, f.value, f.value_max, f.unit,
    f.currency, f.per, f.bound, f.direction, f.role, f.measure,
    f.subject_text, f.subject_id, f.object_text, f.object_id,
    p.text AS period_text, p.iso AS period_iso, p.from_date, p.to_date,
    f.attributed_to AS source_id, e.name AS source_name, f.claim_id, f.modality, f.confidence
FROM figures AS f
JOIN v_article AS a ON a.version_id = f.version_id
LEFT JOIN periods AS p ON p.period_id = f.period_id
LEFT JOIN entities AS e ON e.entity_id = f.attributed_to
WHERE f.same_as IS NULL AND f.role <> 'conversion';

-- Each claim with who makes it.
CREATE OR REPLACE VIEW v_claim AS
SELECT
    c.claim_id, c.article_id, c.version_id, a.date_published, a.publisher_name, a.provider,
    a.headline, a.url, c.start_offset, c.end_offset, c.text, c.kind, c.form, c.source_name,
    c.source_id, c.source_type, c.role, c.affiliation_name, c.affiliation_id, c.via_name,
    c.cue_lemma, c.modality, c.negated, c.forward_looking, c.polarity, c.confidence
FROM claims AS c
JOIN v_article AS a ON a.version_id = c.version_id;

-- How often each entity is in the news, by day.
CREATE OR REPLACE VIEW v_entity_day AS
SELECT
    x.entity_id, e.name, e.type, CAST(a.date_published AS DATE) AS day,
    count(*) AS articles, sum(x.mention_count) AS mentions, max(x.relevance) AS relevance
FROM article_entities AS x
JOIN v_article AS a ON a.version_id = x.version_id
JOIN entities AS e ON e.entity_id = x.entity_id
GROUP BY x.entity_id, e.name, e.type, CAST(a.date_published AS DATE);
