CREATE TABLE article_values (
    article_id TEXT NOT NULL,
    coder TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (article_id, coder, name)
);

CREATE INDEX article_values_by_name ON article_values (name, coder);

CREATE TABLE articles (
    article_number INTEGER NOT NULL,
    article_id TEXT NOT NULL,
    source TEXT NOT NULL,
    title TEXT NOT NULL,
    author TEXT NOT NULL,
    published TEXT NOT NULL,
    url TEXT NOT NULL,
    language TEXT NOT NULL,
    article_sha256 TEXT NOT NULL,
    length INTEGER NOT NULL,
    added_at TEXT NOT NULL,
    PRIMARY KEY (article_number),
    UNIQUE (article_id)
);

CREATE TABLE decisions (
    seq SERIAL NOT NULL,
    decision_id TEXT NOT NULL,
    coder TEXT NOT NULL,
    article_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    undoes INTEGER,
    undone_by INTEGER,
    PRIMARY KEY (seq),
    UNIQUE (decision_id)
);

CREATE INDEX decisions_by_coder ON decisions (coder, seq);

CREATE INDEX decisions_made_here ON decisions (coder, seq) WHERE kind != 'import';

CREATE INDEX decisions_undone ON decisions (coder, undone_by);

CREATE TABLE passages (
    article_id TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    proposed_label TEXT NOT NULL,
    reason TEXT NOT NULL,
    double_of INTEGER,
    PRIMARY KEY (article_id, start, "end")
);

CREATE INDEX passages_proposed ON passages (article_id) WHERE proposed_label != '';

CREATE TABLE project (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
);

CREATE TABLE staged (
    import_id TEXT NOT NULL,
    line INTEGER NOT NULL,
    tag TEXT NOT NULL,
    PRIMARY KEY (import_id, line)
);

CREATE TABLE study_values (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
);

CREATE TABLE tags (
    article_id TEXT NOT NULL,
    coder TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    tag_id TEXT NOT NULL,
    label TEXT NOT NULL,
    source TEXT,
    speaker TEXT NOT NULL,
    speaker_kind TEXT NOT NULL,
    evaluative BOOLEAN NOT NULL,
    unsure BOOLEAN NOT NULL,
    note TEXT NOT NULL,
    origin TEXT NOT NULL,
    score FLOAT(53),
    tagged_at TEXT NOT NULL,
    codebook TEXT NOT NULL,
    answers TEXT NOT NULL,
    PRIMARY KEY (article_id, coder, start, "end")
);

CREATE INDEX tags_unsure ON tags (coder, article_id) WHERE unsure IS true;

CREATE INDEX tags_with_note ON tags (coder, article_id) WHERE note != '';

CREATE TABLE tallies (
    what TEXT NOT NULL,
    article_id TEXT NOT NULL,
    coder TEXT NOT NULL,
    name TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (what, article_id, coder, name)
);

CREATE INDEX tallies_by_number ON tallies (what, number DESC, name);

CREATE TABLE article_log (
    row SERIAL NOT NULL,
    seq INTEGER NOT NULL,
    article_id TEXT NOT NULL,
    coder TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT,
    PRIMARY KEY (row),
    FOREIGN KEY(seq) REFERENCES decisions (seq)
);

CREATE INDEX article_log_by_key ON article_log (article_id, coder, name);

CREATE INDEX ix_article_log_seq ON article_log (seq);

CREATE TABLE article_texts (
    article_number INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (article_number),
    FOREIGN KEY(article_number) REFERENCES articles (article_number)
);

CREATE TABLE cut_log (
    row SERIAL NOT NULL,
    seq INTEGER NOT NULL,
    article_id TEXT NOT NULL,
    coder TEXT NOT NULL,
    start INTEGER,
    "end" INTEGER,
    stands BOOLEAN NOT NULL,
    PRIMARY KEY (row),
    FOREIGN KEY(seq) REFERENCES decisions (seq)
);

CREATE INDEX cut_log_by_key ON cut_log (article_id, coder, start, "end");

CREATE INDEX ix_cut_log_seq ON cut_log (seq);

CREATE TABLE source_log (
    row SERIAL NOT NULL,
    seq INTEGER NOT NULL,
    article_id TEXT NOT NULL,
    coder TEXT NOT NULL,
    start INTEGER,
    source TEXT,
    PRIMARY KEY (row),
    FOREIGN KEY(seq) REFERENCES decisions (seq)
);

CREATE INDEX ix_source_log_seq ON source_log (seq);

CREATE INDEX source_log_by_key ON source_log (article_id, coder, start);

CREATE TABLE study_log (
    row SERIAL NOT NULL,
    seq INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT,
    PRIMARY KEY (row),
    FOREIGN KEY(seq) REFERENCES decisions (seq)
);

CREATE INDEX ix_study_log_seq ON study_log (seq);

CREATE INDEX study_log_by_key ON study_log (name);

CREATE TABLE tag_log (
    row SERIAL NOT NULL,
    seq INTEGER NOT NULL,
    article_id TEXT NOT NULL,
    coder TEXT NOT NULL,
    start INTEGER,
    "end" INTEGER,
    tag_id TEXT NOT NULL,
    label TEXT NOT NULL,
    source TEXT,
    speaker TEXT NOT NULL,
    speaker_kind TEXT NOT NULL,
    evaluative BOOLEAN NOT NULL,
    unsure BOOLEAN NOT NULL,
    note TEXT NOT NULL,
    origin TEXT NOT NULL,
    score FLOAT(53),
    tagged_at TEXT NOT NULL,
    codebook TEXT NOT NULL,
    answers TEXT NOT NULL,
    PRIMARY KEY (row),
    FOREIGN KEY(seq) REFERENCES decisions (seq)
);

CREATE INDEX ix_tag_log_seq ON tag_log (seq);

CREATE INDEX tag_log_by_key ON tag_log (article_id, coder, start, "end");
