//! 会議体の会議 and the 進行管理台帳 through the doors.

#[path = "support/database.rs"]
mod database;
#[path = "support/tale.rs"]
mod tale;
#[path = "support/town.rs"]
mod town;

#[path = "http_hidden/newcomer.rs"]
mod newcomer;

#[path = "http_conference/called.rs"]
mod called;
#[path = "http_conference/cost.rs"]
mod cost;
#[path = "http_conference/day_over.rs"]
mod day_over;
#[path = "http_conference/given.rs"]
mod given;
#[path = "http_conference/held.rs"]
mod held;
#[path = "http_conference/hidden.rs"]
mod hidden;
#[path = "http_conference/hundred.rs"]
mod hundred;
#[path = "http_conference/item.rs"]
mod item;
#[path = "http_conference/item_hidden.rs"]
mod item_hidden;
#[path = "http_conference/joint.rs"]
mod joint;
#[path = "http_conference/letter.rs"]
mod letter;
#[path = "http_conference/paper.rs"]
mod paper;
#[path = "http_conference/patrol.rs"]
mod patrol;
#[path = "http_conference/room.rs"]
mod room;
#[path = "http_conference/round.rs"]
mod round;
#[path = "http_conference/shut.rs"]
mod shut;
#[path = "http_conference/slots.rs"]
mod slots;
#[path = "http_conference/told.rs"]
mod told;
