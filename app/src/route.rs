//! 画面の場所: every staff screen and its address. Addresses hold numbers only, never a name, and
//! what was searched for is never put into one.

use domain::id::{CaseId, ConferenceId, MatterId, MeetingId, PlanId, RequestId};

/// One screen, one noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    Board,
    Inbox,
    Search,
    /// 送信箱: what was not sent yet.
    Outbox,
    Devices,
    /// 緊急閲覧: a case opened by its number.
    Glass,
    /// 相談受付
    Intake,
    /// 外で会った人: the short paper of a case.
    Outreach,
    /// 見回り: the sheets of the own agency.
    Patrols,
    Case {
        case: CaseId,
        part: CasePart,
    },
    /// 相談受付票 of an existing case, to correct.
    CorrectIntake {
        case: CaseId,
    },
    Assessment {
        case: CaseId,
    },
    /// つながりの紙
    TiesSheet {
        case: CaseId,
    },
    /// 開催要請; none = a new one.
    Request {
        case: CaseId,
        request: Option<RequestId>,
    },
    Report {
        case: CaseId,
        request: RequestId,
    },
    /// 個別ケース検討会議資料
    Sheet {
        case: CaseId,
        request: RequestId,
    },
    Meeting {
        case: CaseId,
        meeting: MeetingId,
        face: MeetingFace,
    },
    /// 個別支援計画; none = a new one.
    Plan {
        case: CaseId,
        plan: Option<PlanId>,
    },
    /// 引き継ぎのページ
    Handover {
        case: CaseId,
    },
    Council {
        part: CouncilPart,
    },
    /// 会議: the conferences of the council in this fiscal year.
    Conferences,
    Conference {
        conference: ConferenceId,
        face: MeetingFace,
    },
    /// 案件 of a 支援会議
    Matter {
        matter: MatterId,
    },
    /// 進行管理台帳; in a round of a 実務者会議, or by itself.
    Ledger {
        round: Option<ConferenceId>,
    },
    /// 主任相談支援員の机
    Desk,
    /// 年間のまとめ
    Year,
    /// 期日の見守り over all cases, by code.
    Dates,
    /// No such screen.
    Nowhere,
}

/// Parts of the case page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CasePart {
    Now,
    Timeline,
    Tasks,
    Plans,
    Timings,
    Meetings,
    Consents,
    Family,
    Protection,
    Papers,
}

impl CasePart {
    pub const ALL: [CasePart; 10] = [
        Self::Now,
        Self::Timeline,
        Self::Tasks,
        Self::Plans,
        Self::Timings,
        Self::Meetings,
        Self::Consents,
        Self::Family,
        Self::Protection,
        Self::Papers,
    ];

    /// Word in the address.
    pub fn key(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Timeline => "timeline",
            Self::Tasks => "tasks",
            Self::Plans => "plans",
            Self::Timings => "timings",
            Self::Meetings => "meetings",
            Self::Consents => "consents",
            Self::Family => "family",
            Self::Protection => "protection",
            Self::Papers => "papers",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Now => "いま",
            Self::Timeline => "経過",
            Self::Tasks => "やること・期日",
            Self::Plans => "計画",
            Self::Timings => "評価・節目",
            Self::Meetings => "会議",
            Self::Consents => "同意と共有",
            Self::Family => "家族・つながり",
            Self::Protection => "保護",
            Self::Papers => "書類",
        }
    }

    fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.key() == word)
    }
}

/// Faces of the meeting page: 進行, 記録, 投影.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeetingFace {
    Chair,
    Record,
    Project,
}

impl MeetingFace {
    pub const ALL: [MeetingFace; 3] = [Self::Chair, Self::Record, Self::Project];

    pub fn key(self) -> &'static str {
        match self {
            Self::Chair => "chair",
            Self::Record => "record",
            Self::Project => "project",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Chair => "進行",
            Self::Record => "記録",
            Self::Project => "投影",
        }
    }
}

/// Parts of the council's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CouncilPart {
    People,
    Agencies,
    Delegates,
    Policy,
}

impl CouncilPart {
    pub const ALL: [CouncilPart; 4] = [Self::People, Self::Agencies, Self::Delegates, Self::Policy];

    pub fn key(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Agencies => "agencies",
            Self::Delegates => "delegates",
            Self::Policy => "policy",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::People => "職員",
            Self::Agencies => "機関",
            Self::Delegates => "代理",
            Self::Policy => "きまり",
        }
    }
}

impl Route {
    /// The case page as it opens.
    pub fn case(case: CaseId) -> Self {
        Self::Case {
            case,
            part: CasePart::Now,
        }
    }

    /// The case the screen is about.
    pub fn about(self) -> Option<CaseId> {
        match self {
            Self::Case { case, .. }
            | Self::CorrectIntake { case }
            | Self::Assessment { case }
            | Self::TiesSheet { case }
            | Self::Request { case, .. }
            | Self::Report { case, .. }
            | Self::Sheet { case, .. }
            | Self::Meeting { case, .. }
            | Self::Plan { case, .. }
            | Self::Handover { case } => Some(case),
            _ => None,
        }
    }

    /// Address of the screen.
    pub fn path(self) -> String {
        match self {
            Self::Board => "/".into(),
            Self::Inbox => "/inbox".into(),
            Self::Search => "/search".into(),
            Self::Outbox => "/outbox".into(),
            Self::Devices => "/devices".into(),
            Self::Glass => "/glass".into(),
            Self::Intake => "/intake".into(),
            Self::Outreach => "/outreach".into(),
            Self::Patrols => "/patrol".into(),
            Self::Case {
                case,
                part: CasePart::Now,
            } => format!("/case/{case}"),
            Self::Case { case, part } => format!("/case/{case}/{}", part.key()),
            Self::CorrectIntake { case } => format!("/case/{case}/intake"),
            Self::Assessment { case } => format!("/case/{case}/assessment"),
            Self::TiesSheet { case } => format!("/case/{case}/ties"),
            Self::Request {
                case,
                request: None,
            } => format!("/case/{case}/request/new"),
            Self::Request {
                case,
                request: Some(request),
            } => {
                format!("/case/{case}/request/{request}")
            }
            Self::Report { case, request } => format!("/case/{case}/request/{request}/report"),
            Self::Sheet { case, request } => format!("/case/{case}/request/{request}/sheet"),
            Self::Meeting {
                case,
                meeting,
                face: MeetingFace::Chair,
            } => {
                format!("/case/{case}/meeting/{meeting}")
            }
            Self::Meeting {
                case,
                meeting,
                face,
            } => {
                format!("/case/{case}/meeting/{meeting}/{}", face.key())
            }
            Self::Plan { case, plan: None } => format!("/case/{case}/plan/new"),
            Self::Plan {
                case,
                plan: Some(plan),
            } => format!("/case/{case}/plan/{plan}"),
            Self::Handover { case } => format!("/case/{case}/handover"),
            Self::Council {
                part: CouncilPart::People,
            } => "/council".into(),
            Self::Council { part } => format!("/council/{}", part.key()),
            Self::Conferences => "/conferences".into(),
            Self::Conference {
                conference,
                face: MeetingFace::Chair,
            } => format!("/conference/{conference}"),
            Self::Conference { conference, face } => {
                format!("/conference/{conference}/{}", face.key())
            }
            Self::Matter { matter } => format!("/matter/{matter}"),
            Self::Ledger { round: None } => "/ledger".into(),
            Self::Ledger { round: Some(round) } => format!("/conference/{round}/ledger"),
            Self::Desk => "/desk".into(),
            Self::Year => "/year".into(),
            Self::Dates => "/dates".into(),
            Self::Nowhere => "/".into(),
        }
    }

    /// Reads an address; anything unknown is [`Route::Nowhere`].
    pub fn read(path: &str) -> Self {
        let words: Vec<&str> = path.split('/').filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            [] => Self::Board,
            ["inbox"] => Self::Inbox,
            ["search"] => Self::Search,
            ["outbox"] => Self::Outbox,
            ["devices"] => Self::Devices,
            ["glass"] => Self::Glass,
            ["intake"] => Self::Intake,
            ["outreach"] => Self::Outreach,
            ["patrol"] => Self::Patrols,
            ["council"] => Self::Council {
                part: CouncilPart::People,
            },
            ["council", part] => CouncilPart::ALL
                .into_iter()
                .find(|known| known.key() == *part)
                .map_or(Self::Nowhere, |part| Self::Council { part }),
            ["conferences"] => Self::Conferences,
            ["ledger"] => Self::Ledger { round: None },
            ["desk"] => Self::Desk,
            ["year"] => Self::Year,
            ["dates"] => Self::Dates,
            ["matter", matter] => match matter.parse() {
                Ok(matter) => Self::Matter { matter },
                Err(_) => Self::Nowhere,
            },
            ["conference", conference, rest @ ..] => match conference.parse() {
                Ok(conference) => Self::read_conference(conference, rest).unwrap_or(Self::Nowhere),
                Err(_) => Self::Nowhere,
            },
            ["case", case, rest @ ..] => match case.parse() {
                Ok(case) => Self::read_case(case, rest).unwrap_or(Self::Nowhere),
                Err(_) => Self::Nowhere,
            },
            _ => Self::Nowhere,
        }
    }

    fn read_conference(conference: ConferenceId, rest: &[&str]) -> Option<Self> {
        Some(match rest {
            [] => Self::Conference {
                conference,
                face: MeetingFace::Chair,
            },
            ["ledger"] => Self::Ledger {
                round: Some(conference),
            },
            [face] => Self::Conference {
                conference,
                face: MeetingFace::ALL
                    .into_iter()
                    .find(|known| known.key() == *face)?,
            },
            _ => return None,
        })
    }

    fn read_case(case: CaseId, rest: &[&str]) -> Option<Self> {
        Some(match rest {
            [] => Self::case(case),
            ["intake"] => Self::CorrectIntake { case },
            ["assessment"] => Self::Assessment { case },
            ["ties"] => Self::TiesSheet { case },
            ["request", "new"] => Self::Request {
                case,
                request: None,
            },
            ["request", request] => Self::Request {
                case,
                request: Some(request.parse().ok()?),
            },
            ["request", request, "report"] => Self::Report {
                case,
                request: request.parse().ok()?,
            },
            ["request", request, "sheet"] => Self::Sheet {
                case,
                request: request.parse().ok()?,
            },
            ["meeting", meeting] => Self::Meeting {
                case,
                meeting: meeting.parse().ok()?,
                face: MeetingFace::Chair,
            },
            ["meeting", meeting, face] => {
                let face = [
                    MeetingFace::Chair,
                    MeetingFace::Record,
                    MeetingFace::Project,
                ]
                .into_iter()
                .find(|known| known.key() == *face)?;
                Self::Meeting {
                    case,
                    meeting: meeting.parse().ok()?,
                    face,
                }
            }
            ["handover"] => Self::Handover { case },
            ["plan", "new"] => Self::Plan { case, plan: None },
            ["plan", plan] => Self::Plan {
                case,
                plan: Some(plan.parse().ok()?),
            },
            [part] => Self::Case {
                case,
                part: CasePart::read(part)?,
            },
            _ => return None,
        })
    }

    /// Neutral title of the window; never a name, never a place.
    pub fn title(self) -> &'static str {
        match self {
            Self::Board => "ボード｜ともに",
            Self::Inbox => "受信箱｜ともに",
            Self::Search => "さがす｜ともに",
            Self::Outbox => "送信箱｜ともに",
            Self::Devices => "端末｜ともに",
            Self::Council { .. } => "会議体｜ともに",
            Self::Patrols => "見回り｜ともに",
            Self::Intake | Self::Outreach => "受付｜ともに",
            Self::Conferences | Self::Conference { .. } | Self::Matter { .. } => "会議｜ともに",
            Self::Ledger { .. } => "台帳｜ともに",
            Self::Desk => "机｜ともに",
            Self::Year => "年間のまとめ｜ともに",
            Self::Dates => "期日｜ともに",
            _ => "ともに",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_reads_back_as_its_screen() {
        let id = "0190a000-0000-7000-8000-000000000001";
        let (Ok(case), Ok(request), Ok(meeting), Ok(plan), Ok(conference)) =
            (id.parse(), id.parse(), id.parse(), id.parse(), id.parse())
        else {
            return assert!(id.is_empty());
        };
        let mut screens = vec![
            Route::Board,
            Route::Inbox,
            Route::Search,
            Route::Outbox,
            Route::Devices,
            Route::Glass,
            Route::Intake,
            Route::Outreach,
            Route::Patrols,
            Route::CorrectIntake { case },
            Route::Assessment { case },
            Route::TiesSheet { case },
            Route::Request {
                case,
                request: None,
            },
            Route::Request {
                case,
                request: Some(request),
            },
            Route::Report { case, request },
            Route::Sheet { case, request },
            Route::Plan { case, plan: None },
            Route::Plan {
                case,
                plan: Some(plan),
            },
            Route::Handover { case },
            Route::Conferences,
            Route::Ledger { round: None },
            Route::Ledger {
                round: Some(conference),
            },
            Route::Desk,
            Route::Year,
            Route::Dates,
            Route::Matter {
                matter: MatterId(uuid::Uuid::from_u128(7)),
            },
        ];
        screens.extend(MeetingFace::ALL.map(|face| Route::Conference { conference, face }));
        screens.extend(CasePart::ALL.map(|part| Route::Case { case, part }));
        screens.extend(CouncilPart::ALL.map(|part| Route::Council { part }));
        screens.extend(
            [
                MeetingFace::Chair,
                MeetingFace::Record,
                MeetingFace::Project,
            ]
            .map(|face| Route::Meeting {
                case,
                meeting,
                face,
            }),
        );
        for screen in screens {
            assert_eq!(Route::read(&screen.path()), screen);
        }
        assert_eq!(Route::read("/case/none"), Route::Nowhere);
    }
}
