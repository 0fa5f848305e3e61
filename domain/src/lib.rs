//! The rules of ともに: what can happen in a case, when procedure allows it, who may do and see it.
//!
//! Pure: no I/O, no clock, no randomness, no async. Reading order:
//! [`id`] and [`calendar`] (words everything is made of) → [`form`] (the official papers as data) →
//! [`council`] and [`case`] (the two aggregates) → [`command`] → [`mod@handle`] → [`event`] (what happened) →
//! [`access`] (who may) → [`view`] (what may leave the server) → [`wire`] (the endpoints' types) →
//! [`outbox`] (what a device does until the server has answered).

pub mod access;
pub mod apply;
pub mod area;
pub mod block;
pub mod break_glass;
pub mod calendar;
pub mod case;
pub mod child_notice;
pub mod command;
pub mod conference;
pub mod conflict;
pub mod consent;
pub mod cost;
pub mod council;
pub mod drawing;
pub mod evaluation;
pub mod event;
pub mod form;
pub mod handle;
pub mod handover;
pub mod held;
pub mod her_plan;
pub mod id;
pub mod inquiry;
pub mod joined;
pub mod language;
pub mod ledger;
pub mod matter;
pub mod meeting;
pub mod outbox;
pub mod patrol;
pub mod photo;
pub mod plan;
pub mod posthoc;
pub mod protection;
pub mod record;
pub mod refusal;
pub mod request;
pub mod sub_plan;
pub mod taking_part;
pub mod task;
pub mod tie;
pub mod timing;
pub mod transfer;
pub mod translation;
pub mod tsunagi;
pub mod view;
pub mod watch;
pub mod wire;
pub mod wording;
