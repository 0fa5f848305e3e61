//! The first tables: councils, their events, the cases folded from them, sign-in, and the audit.

use sea_orm_migration::prelude::*;

use crate::dialect::{append_only, run};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// In the clear: identifiers, states, days, counters. Instants are microseconds since 1970.
const TABLES: &[&str] = &[
    // 支援調整会議. The counters live apart from the sealed body: they change with every write,
    // the body seldom does, and a row is rewritten whole.
    "CREATE TABLE council (
        id {id} NOT NULL PRIMARY KEY,
        seq {big} NOT NULL,
        audit_seq {big} NOT NULL,
        audit_head {bytes} NOT NULL,
        wrapped_key {bytes} NOT NULL
    ) {strict}",
    "CREATE TABLE council_body (
        council_id {id} NOT NULL PRIMARY KEY REFERENCES council (id),
        version {big} NOT NULL,
        sealed {bytes} NOT NULL
    ) {strict}",
    // What happened, in the order of the council.
    "CREATE TABLE event (
        council_id {id} NOT NULL REFERENCES council (id),
        seq {big} NOT NULL,
        id {id} NOT NULL,
        case_id {id},
        command_id {id} NOT NULL,
        kind TEXT NOT NULL,
        class {small} NOT NULL,
        occurred_at {big} NOT NULL,
        recorded_at {big} NOT NULL,
        sealed {bytes} NOT NULL,
        PRIMARY KEY (council_id, seq)
    ) {strict}",
    "CREATE UNIQUE INDEX event_id ON event (id)",
    "CREATE INDEX event_case ON event (case_id, seq)",
    // 個別ケース. The card is what a list shows; the body is read one case at a time. A case without
    // a next step has the last of all days, so that the index gives a list in its order.
    "CREATE TABLE case_file (
        id {id} NOT NULL PRIMARY KEY,
        council_id {id} NOT NULL REFERENCES council (id),
        no TEXT NOT NULL,
        status {small} NOT NULL,
        urgency {small} NOT NULL,
        due_on {date} NOT NULL,
        accepted_on {date} NOT NULL,
        seq {big} NOT NULL,
        card {bytes} NOT NULL
    ) {strict}",
    "CREATE UNIQUE INDEX case_file_no ON case_file (council_id, no)",
    "CREATE INDEX case_file_order ON case_file (council_id, urgency DESC, due_on, no)",
    "CREATE TABLE case_body (
        case_id {id} NOT NULL PRIMARY KEY REFERENCES case_file (id),
        body {bytes} NOT NULL,
        place {bytes}
    ) {strict}",
    // Removing a row here makes everything sealed for the case unreadable for good. It may exist
    // before the case does: the first event of a case is sealed with it.
    "CREATE TABLE case_key (
        case_id {id} NOT NULL PRIMARY KEY,
        file_key {bytes} NOT NULL,
        place_key {bytes} NOT NULL
    ) {strict}",
    // Who may find a case, and who must never. Tokens are keyed: a shelter's name or number
    // cannot be read from them.
    "CREATE TABLE case_reader (
        case_id {id} NOT NULL,
        token {bytes} NOT NULL,
        relation {small} NOT NULL,
        PRIMARY KEY (token, case_id, relation)
    ) {keyed}",
    "CREATE INDEX case_reader_case ON case_reader (case_id)",
    "CREATE TABLE case_block (
        case_id {id} NOT NULL,
        token {bytes} NOT NULL,
        PRIMARY KEY (case_id, token)
    ) {keyed}",
    "CREATE TABLE search_token (
        token {big} NOT NULL,
        case_id {id} NOT NULL,
        PRIMARY KEY (token, case_id)
    ) {keyed}",
    "CREATE INDEX search_token_case ON search_token (case_id)",
    "CREATE TABLE timeline (
        case_id {id} NOT NULL,
        seq {big} NOT NULL,
        occurred_at {big} NOT NULL,
        kind TEXT NOT NULL,
        sealed {bytes} NOT NULL,
        PRIMARY KEY (case_id, seq)
    ) {strict}",
    // A repeated command is answered from here and done once.
    "CREATE TABLE command_seen (
        id {id} NOT NULL PRIMARY KEY,
        council_id {id} NOT NULL,
        actor {bytes} NOT NULL,
        seq {big},
        outcome {bytes} NOT NULL
    ) {strict}",
    // Sign-in. A login name is kept as a keyed token only.
    "CREATE TABLE account (
        id {id} NOT NULL PRIMARY KEY,
        council_id {id} NOT NULL,
        login {bytes} NOT NULL,
        password_hash TEXT,
        code_hash TEXT,
        code_expires {big},
        disabled {bool} NOT NULL
    ) {strict}",
    "CREATE UNIQUE INDEX account_login ON account (login)",
    // Misses are counted for known and unknown names alike, so that neither time nor a lock
    // tells which names exist.
    "CREATE TABLE login_failure (
        login {bytes} NOT NULL PRIMARY KEY,
        misses {small} NOT NULL,
        last_miss {big} NOT NULL,
        locked_until {big}
    ) {strict}",
    "CREATE TABLE session (
        token_hash {bytes} NOT NULL PRIMARY KEY,
        door {small} NOT NULL,
        subject {id} NOT NULL,
        council_id {id} NOT NULL,
        created {big} NOT NULL,
        last_seen {big} NOT NULL,
        expires {big} NOT NULL
    ) {strict}",
    "CREATE INDEX session_subject ON session (subject)",
    // The lines of the card given to her in person, and the PIN of her choice.
    "CREATE TABLE card_line (
        handle {bytes} NOT NULL PRIMARY KEY,
        case_id {id} NOT NULL,
        council_id {id} NOT NULL,
        code_hash TEXT NOT NULL,
        misses {small} NOT NULL,
        used_at {big},
        burnt {bool} NOT NULL
    ) {strict}",
    "CREATE INDEX card_line_case ON card_line (case_id)",
    "CREATE TABLE woman_login (
        case_id {id} NOT NULL PRIMARY KEY,
        council_id {id} NOT NULL,
        pin_hash TEXT,
        misses {small} NOT NULL,
        suspended {bool} NOT NULL
    ) {strict}",
    // Who did or read what; each row carries the hash of the one before.
    "CREATE TABLE audit (
        council_id {id} NOT NULL REFERENCES council (id),
        seq {big} NOT NULL,
        at {big} NOT NULL,
        actor {bytes} NOT NULL,
        action TEXT NOT NULL,
        case_id {id},
        detail {bytes} NOT NULL,
        prev_hash {bytes} NOT NULL,
        hash {bytes} NOT NULL,
        PRIMARY KEY (council_id, seq)
    ) {strict}",
    "CREATE INDEX audit_case ON audit (case_id, seq)",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    // Whole or not at all, on SQLite too: a start that is killed in the middle can begin again.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLES).await?;
        append_only(manager, "event").await?;
        append_only(manager, "audit").await
    }

    async fn down(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration(
            "the first migration cannot be taken back: it would destroy the history".to_owned(),
        ))
    }
}
