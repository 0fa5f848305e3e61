//! Bad input and failure: each has its refusal, in plain words; none is a fault of the server, and
//! none changes anything.

#[path = "support/database.rs"]
mod database;
#[path = "support/tale.rs"]
mod tale;
#[path = "support/town.rs"]
mod town;

#[path = "http_refusals/odd_days.rs"]
mod odd_days;
#[path = "http_refusals/procedure.rs"]
mod procedure;
#[path = "http_refusals/wire.rs"]
mod wire_refusals;
