-- The schema these tables have.
CREATE TABLE IF NOT EXISTS newsx_schema (
    schema_version TEXT PRIMARY KEY
);
INSERT INTO newsx_schema VALUES ('1.0') ON CONFLICT DO NOTHING;

-- One row for each wording of each article.
CREATE TABLE IF NOT EXISTS articles (
    version_id TEXT,
    article_id TEXT,
    url TEXT,
    canonical_url TEXT,
    headline TEXT,
    alternative_headline TEXT,
    description TEXT,
    authors JSON,
    publisher_name TEXT,
    publisher_domain TEXT,
    provider TEXT,
    section TEXT,
    dateline TEXT,
    keywords JSON,
    in_language TEXT,
    date_published TIMESTAMPTZ,
    date_published_raw TEXT,
    date_published_precision TEXT,
    date_published_zone_from TEXT,
    date_modified TIMESTAMPTZ,
    date_retrieved TIMESTAMPTZ,
    completeness TEXT,
    is_accessible_for_free BOOLEAN,
    word_count INTEGER,
    text TEXT,
    text_sha256 TEXT,
    raw_sha256 TEXT,
    source_ref TEXT,
    schema_version TEXT,
    newsx_version TEXT,
    model TEXT,
    model_sha256 TEXT,
    kb_version TEXT,
    settings_sha256 TEXT,
    PRIMARY KEY (version_id)
);

-- Who and what is named anywhere, once.
CREATE TABLE IF NOT EXISTS entities (
    entity_id TEXT,
    type TEXT,
    name TEXT,
    legal_name TEXT,
    linked BOOLEAN,
    country TEXT,
    lei TEXT,
    cik TEXT,
    wikidata TEXT,
    PRIMARY KEY (entity_id)
);

-- Listings of entities, as valid on the publication dates seen.
CREATE TABLE IF NOT EXISTS securities (
    entity_id TEXT,
    ticker TEXT,
    mic TEXT,
    isin TEXT,
    PRIMARY KEY (entity_id, ticker)
);

-- How much an article is about an entity.
CREATE TABLE IF NOT EXISTS article_entities (
    version_id TEXT,
    article_id TEXT,
    entity_id TEXT,
    name TEXT,
    relevance DOUBLE PRECISION,
    mention_count INTEGER,
    first_start INTEGER,
    in_headline BOOLEAN,
    link_score DOUBLE PRECISION
);

-- Every place a name stands.
CREATE TABLE IF NOT EXISTS mentions (
    mention_id TEXT,
    version_id TEXT,
    article_id TEXT,
    start_offset INTEGER,
    end_offset INTEGER,
    text TEXT,
    sentence INTEGER,
    entity_id TEXT,
    type TEXT,
    form TEXT,
    confidence DOUBLE PRECISION
);

-- Every date, period and duration.
CREATE TABLE IF NOT EXISTS periods (
    period_id TEXT,
    version_id TEXT,
    article_id TEXT,
    start_offset INTEGER,
    end_offset INTEGER,
    text TEXT,
    kind TEXT,
    iso TEXT,
    from_date DATE,
    to_date DATE,
    value DECIMAL(38, 9),
    unit TEXT
);

-- Every figure, bound to what it means.
CREATE TABLE IF NOT EXISTS figures (
    figure_id TEXT,
    version_id TEXT,
    article_id TEXT,
    start_offset INTEGER,
    end_offset INTEGER,
    text TEXT,
    sentence INTEGER,
    kind TEXT,
    value DECIMAL(38, 9),
    value_max DECIMAL(38, 9),
    unit TEXT,
    currency TEXT,
    currency_inferred BOOLEAN,
    per TEXT,
    bound TEXT,
    direction TEXT,
    role TEXT,
    measure TEXT,
    subject_text TEXT,
    subject_id TEXT,
    object_text TEXT,
    object_id TEXT,
    period_id TEXT,
    attributed_to TEXT,
    claim_id TEXT,
    same_as TEXT,
    modality TEXT,
    confidence DOUBLE PRECISION
);

-- Every claim, and who makes it.
CREATE TABLE IF NOT EXISTS claims (
    claim_id TEXT,
    version_id TEXT,
    article_id TEXT,
    start_offset INTEGER,
    end_offset INTEGER,
    text TEXT,
    sentence INTEGER,
    parts JSON,
    kind TEXT,
    form TEXT,
    source_start INTEGER,
    source_end INTEGER,
    source_text TEXT,
    source_id TEXT,
    source_name TEXT,
    source_type TEXT,
    role TEXT,
    affiliation_name TEXT,
    affiliation_id TEXT,
    via_name TEXT,
    via_id TEXT,
    cue_start INTEGER,
    cue_end INTEGER,
    cue_lemma TEXT,
    modality TEXT,
    negated BOOLEAN,
    forward_looking BOOLEAN,
    polarity TEXT,
    group_id TEXT,
    confidence DOUBLE PRECISION
);

-- Which figures stand in which claims.
CREATE TABLE IF NOT EXISTS claim_figures (
    claim_id TEXT,
    figure_id TEXT,
    version_id TEXT,
    article_id TEXT
);

-- Which entities stand in which claims.
CREATE TABLE IF NOT EXISTS claim_entities (
    claim_id TEXT,
    entity_id TEXT,
    version_id TEXT,
    article_id TEXT
);

-- Ties between entities, with their evidence.
CREATE TABLE IF NOT EXISTS relations (
    relation_id TEXT,
    version_id TEXT,
    article_id TEXT,
    kind TEXT,
    subject_id TEXT,
    object_id TEXT,
    role TEXT,
    start_offset INTEGER,
    end_offset INTEGER,
    claim_id TEXT,
    confidence DOUBLE PRECISION
);

-- Bands of the MinHash signatures: texts that share one may be copies of each other.
CREATE TABLE IF NOT EXISTS signatures (
    version_id TEXT,
    band BIGINT
);

-- The ledger: which bytes, under which reading, gave which version of which article.
CREATE TABLE IF NOT EXISTS sources (
    source_id TEXT,
    source_ref TEXT,
    raw_sha256 TEXT,
    article_id TEXT,
    version_id TEXT,
    reading TEXT,
    newsx_version TEXT,
    PRIMARY KEY (source_id)
);

-- Copies: the group of a version, the copy to read instead of it, how much of it is new.
CREATE TABLE IF NOT EXISTS duplicates (
    version_id TEXT,
    duplicate_group TEXT,
    duplicate_of TEXT,
    novelty DOUBLE PRECISION,
    PRIMARY KEY (version_id)
);

-- Inputs that gave no record, and why.
CREATE TABLE IF NOT EXISTS failures (
    source_id TEXT,
    source_ref TEXT,
    raw_sha256 TEXT,
    stage TEXT,
    error_type TEXT,
    message TEXT,
    retryable BOOLEAN,
    reading TEXT,
    PRIMARY KEY (source_id)
);

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
LEFT JOIN periods AS p ON p.version_id = f.version_id AND p.period_id = f.period_id
LEFT JOIN entities AS e ON e.entity_id = f.attributed_to
WHERE f.same_as IS NULL AND f.role <> 'conversion';

-- Each claim with who makes it.
CREATE OR REPLACE VIEW v_claim AS
SELECT
    c.claim_id, c.article_id, c.version_id, a.date_published, a.publisher_name, a.provider,
    a.headline, a.url, c.start_offset, c.end_offset, c.text, c.kind, c.form, c.source_name,
    c.source_id, c.source_type, c.role, c.affiliation_name, c.affiliation_id, c.via_name, c.via_id,
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

-- The same source giving different values for the same measure, subject and period. An outlet that
-- speaks for itself is its own source; a figure that is only bounded contradicts nothing.
CREATE OR REPLACE VIEW v_conflict AS
SELECT
    lower(measure) AS measure,
    coalesce(subject_id, lower(subject_text)) AS subject,
    period_iso,
    coalesce(source_id, publisher_name) AS source,
    kind, role, unit, currency, per,
    count(DISTINCT value) AS readings,
    count(DISTINCT article_id) AS articles,
    min(value) AS lowest,
    max(value) AS highest,
    min(date_published) AS first_published,
    max(date_published) AS last_published
FROM v_figure
WHERE bound = 'eq' AND value IS NOT NULL AND value_max IS NULL AND measure IS NOT NULL
    AND coalesce(subject_id, subject_text) IS NOT NULL AND period_iso IS NOT NULL
    AND coalesce(source_id, publisher_name) IS NOT NULL
GROUP BY
    lower(measure), coalesce(subject_id, lower(subject_text)), period_iso,
    coalesce(source_id, publisher_name), kind, role, unit, currency, per
HAVING count(DISTINCT value) > 1;
