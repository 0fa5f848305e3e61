//! The store, the writer and the audit, on SQLite and on PostgreSQL.

#[path = "support/database.rs"]
mod database;

#[path = "store_foundation/office.rs"]
mod office;

#[path = "store_foundation/beginning.rs"]
mod beginning;
#[path = "store_foundation/order.rs"]
mod order;
#[path = "store_foundation/sealing.rs"]
mod sealing;
#[path = "store_foundation/sign_in.rs"]
mod sign_in;
