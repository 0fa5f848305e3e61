//! Everything that a signed-in browser can ask, for tests of what an answer may hold.

use domain::id::CaseId;
use domain::wire::{self, Ask};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Town;
use crate::tale::camera;

impl Town {
    /// Every question about the case, each as path and body.
    pub fn questions_about(&self, case: CaseId) -> Vec<(&'static str, Value)> {
        // Of another case there is none.
        let photo = match case == self.case {
            true => camera::PHOTO.0,
            false => Uuid::now_v7(),
        };
        let mut all = vec![
            (wire::Case::PATH, json!({ "case": case })),
            (
                wire::Timeline::PATH,
                json!({ "case": case, "before": null }),
            ),
            (wire::Directory::PATH, json!({ "case": case })),
            (wire::Photo::PATH, json!({ "photo": photo })),
            (wire::TakeAlong::PATH, json!({ "case": case })),
            (wire::Others::PATH, json!({ "case": case })),
            (wire::Ties::PATH, json!({ "case": case })),
            (
                wire::TiesPaper::PATH,
                json!({ "case": case, "names": "会議で配るため" }),
            ),
            (
                wire::Whereabouts::PATH,
                json!({ "case": case, "reason": "連絡のため" }),
            ),
        ];
        for request in [self.request, self.request_two] {
            all.push((
                wire::Request::PATH,
                json!({ "case": case, "request": request }),
            ));
            for open in [Value::Null, json!("窓口で渡すため")] {
                let sheet = json!({ "case": case, "request": request, "open_address": open });
                all.push((wire::Sheet::PATH, sheet));
                for kind in ["pdf", "xlsx"] {
                    let file = json!({
                        "case": case, "request": request, "kind": kind, "open_address": open,
                    });
                    all.push((wire::session::FILE, file));
                }
            }
        }
        for meeting in [self.meeting, self.meeting_two] {
            all.push((
                wire::Meeting::PATH,
                json!({ "case": case, "meeting": meeting }),
            ));
        }
        all.push((wire::Plan::PATH, json!({ "case": case, "plan": self.plan })));
        let card = json!({ "case": case, "pin": crate::tale::PIN, "pin_again": crate::tale::PIN });
        all.push((wire::session::CARD, card));
        let paper = json!({ "case": case, "lines": vec!["AAAA-BBBB-CCCC-DDDD"; 10] });
        all.push((wire::session::CARD_FILE, paper));
        let given = json!({ "case": case, "consent": null });
        all.push((wire::session::GIVEN, given));
        all.push((wire::Handover::PATH, json!({ "case": case })));
        let transfer = Uuid::from_u128(0x7F);
        let preview = json!({ "case": case, "transfer": transfer });
        all.push((wire::TransferPreview::PATH, preview));
        let file = json!({ "case": case, "transfer": transfer, "digest": "0".repeat(64) });
        all.push((wire::session::TRANSFER_FILE, file));
        all
    }

    /// Every question about no case in particular.
    pub fn questions_at_large(&self) -> Vec<(&'static str, Value)> {
        let mut all = vec![
            (wire::Me::PATH, json!({})),
            (wire::Directory::PATH, json!({ "case": null })),
            (wire::Board::PATH, json!({})),
            (wire::Inbox::PATH, json!({})),
            (wire::CouncilPage::PATH, json!({})),
            (wire::Conferences::PATH, json!({ "year": null })),
            (wire::Year::PATH, json!({ "year": null })),
            (wire::Costs::PATH, json!({ "year": null })),
            (wire::Dates::PATH, json!({ "from": null, "days": 42 })),
            (wire::Desk::PATH, json!({})),
            (wire::Held::PATH, json!({ "year": null })),
            (
                wire::Ledger::PATH,
                json!({ "round": null, "filter": null, "after": null }),
            ),
        ];
        for text in ["はるさん", "見本", "ミホン", "K-R8-0001", "あかり"] {
            all.push((wire::Search::PATH, json!({ "text": text })));
        }
        all
    }
}
