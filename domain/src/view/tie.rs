//! つながり (エコマップ) and the family tree, as one reader may know them.
//!
//! What is hidden is absent: no place is kept for it and it is counted nowhere, so that the picture made
//! from this view has no gap that tells of somebody.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::access::{Action, Fields};
use crate::calendar;
use crate::case::CaseFile;
use crate::form::{FamilyEntry, InfoCategory};
use crate::id::{AgencyId, StaffId, TieId};
use crate::meeting::CaseRole;
use crate::tie::{Kin, Kinship, Tie, TieHow, TieSide, TieTo, TieVoice};
use crate::view::Reader;
use crate::view::case::shows_family;

/// Everybody around her.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TiesView {
    pub case_no: String,
    /// 呼ばれたい名前, or the number where it is not for this reader or not for this paper.
    pub her: String,
    pub agencies: Vec<TieNode>,
    pub people: Vec<TieNode>,
    /// 家族図, older before younger; those without a birth date last.
    pub kin: Vec<KinView>,
    /// Names of people stand on it; on paper only where they were opened with a reason.
    pub names_open: bool,
    pub may_open_names: bool,
}

/// One agency or person around her.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TieNode {
    /// To describe the tie; none on paper.
    pub to: Option<TieTo>,
    pub name: String,
    /// 主担当機関, 長女, 相手方 …
    pub roles: Vec<String>,
    /// People of the agency who work with her.
    pub who: Vec<String>,
    /// At most one of each side, hers first.
    pub lines: Vec<TieLine>,
    /// Blocked or left out by her; only for those who may know.
    pub barred: bool,
}

/// How one side describes the tie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TieLine {
    pub id: TieId,
    pub side: TieSide,
    pub how: TieHow,
    pub words: String,
    pub by: String,
    pub on: NaiveDate,
}

/// One member of the family in the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KinView {
    pub kinship: Kinship,
    pub name: String,
    pub relation: String,
    /// 9歳; none where the birth date is not known.
    pub age: Option<String>,
    /// 同伴: inside the boundary of the household.
    pub household: bool,
    /// 相手方
    pub opposing: bool,
}

/// What stands on a paper instead of a name.
const UNNAMED: &str = "人";

/// Where it will be read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum On {
    Screen,
    Paper { names: bool },
}

impl TiesView {
    /// The picture on the screen of this reader.
    pub fn of(reader: &Reader<'_>, fields: &Fields) -> Self {
        Self::drawn(reader, fields, On::Screen)
    }

    /// The picture on paper, which leaves the reader's hands: code instead of her name and relations
    /// instead of names unless `names` were opened; no words, no place, nobody who is blocked.
    pub fn for_paper(reader: &Reader<'_>, fields: &Fields, names: bool) -> Self {
        let fields = Fields {
            blocks: false,
            ..fields.clone()
        };
        Self::drawn(&reader.for_paper(), &fields, On::Paper { names })
    }

    fn drawn(reader: &Reader<'_>, fields: &Fields, on: On) -> Self {
        let names_open = match on {
            On::Screen => fields.identity,
            On::Paper { names } => names && fields.identity,
        };
        let drawing = Drawing {
            reader,
            fields,
            on,
            names_open,
            hidden: hidden_names(reader, fields),
        };
        let file = reader.file;
        let her = file.woman.shown_name().filter(|_| names_open);
        Self {
            case_no: file.no.clone(),
            her: her.unwrap_or(&file.no).to_owned(),
            agencies: drawing.agencies(),
            people: drawing.people(),
            kin: drawing.kin(),
            names_open,
            may_open_names: fields.identity,
        }
    }
}

struct Drawing<'a> {
    reader: &'a Reader<'a>,
    fields: &'a Fields,
    on: On,
    names_open: bool,
    /// Names that must not be read here, whoever typed them.
    hidden: Vec<String>,
}

impl Drawing<'_> {
    fn file(&self) -> &CaseFile {
        self.reader.file
    }

    fn agencies(&self) -> Vec<TieNode> {
        let file = self.file();
        let today = self.reader.ctx.today();
        let mut around: Vec<(AgencyId, Vec<String>)> = Vec::new();
        let mut meet = |agency: AgencyId, role: Option<String>| {
            let at = around.iter().position(|(known, _)| *known == agency);
            let at = at.unwrap_or_else(|| {
                around.push((agency, Vec::new()));
                around.len() - 1
            });
            if let (Some((_, roles)), Some(role)) = (around.get_mut(at), role)
                && !roles.contains(&role)
            {
                roles.push(role);
            }
        };
        meet(
            file.agency_in_charge,
            Some(CaseRole::AgencyInCharge.label().to_owned()),
        );
        for role in file.roles.iter().filter(|role| role.until.is_none()) {
            meet(role.agency, Some(role.role.label().to_owned()));
        }
        if self.reader.may(Action::SeeConsents) {
            let shares = file.consents.iter().filter(|c| c.kind.shares());
            for consent in shares.filter(|consent| consent.in_force(today)) {
                for agency in &consent.scope.agencies {
                    meet(*agency, Some("共有の同意".to_owned()));
                }
            }
        }
        if self.reader.may(Action::SeeMeeting) {
            for meeting in &file.meetings {
                for agency in meeting.participating_agencies() {
                    meet(agency, Some("会議に出席".to_owned()));
                }
            }
        }
        for tie in file.ties.iter().filter(|tie| self.shows_line(tie, false)) {
            if let TieTo::Agency(agency) = tie.to {
                meet(agency, None);
            }
        }
        around
            .into_iter()
            .filter_map(|(agency, roles)| self.agency(agency, roles))
            .collect()
    }

    fn agency(&self, agency: AgencyId, roles: Vec<String>) -> Option<TieNode> {
        let barred = agency != self.file().agency_in_charge && self.file().is_barred(agency);
        if barred && !self.fields.blocks {
            return None;
        }
        let to = TieTo::Agency(agency);
        Some(TieNode {
            name: self.reader.names.agency_name(agency),
            who: self.workers(agency),
            lines: self.lines(&to, false),
            to: self.to(to),
            roles,
            barred,
        })
    }

    /// People of the agency with a part in the case; never one who is blocked.
    fn workers(&self, agency: AgencyId) -> Vec<String> {
        if self.on != On::Screen {
            return Vec::new();
        }
        let file = self.file();
        let council = self.reader.ctx.council;
        let held = file.roles.iter().filter(|role| role.until.is_none());
        let held = held.filter_map(|role| role.person);
        let mut people: Vec<StaffId> = Vec::new();
        for id in held.chain(file.workers.iter().copied()) {
            let Some(staff) = council.person(id) else {
                continue;
            };
            let blocked = file.blocks_in_force().any(|block| block.covers(staff));
            if staff.agency == agency && !blocked && !people.contains(&id) {
                people.push(id);
            }
        }
        people
            .into_iter()
            .map(|id| self.reader.names.person_name(id))
            .collect()
    }

    fn people(&self) -> Vec<TieNode> {
        let file = self.file();
        let mut around: Vec<(TieTo, Vec<String>)> = Vec::new();
        if self.fields.identity && shows_family(self.fields) {
            around.extend(
                file.family
                    .iter()
                    .map(|entry| (person_of(entry), Vec::new())),
            );
        }
        if let (true, Some(party)) = (self.fields.sensitive.shows(None), &file.opposing) {
            let to = TieTo::Person {
                name: party.name.trim().to_owned(),
                relation: party.relation.trim().to_owned(),
            };
            around.retain(|(known, _)| *known != to);
            around.push((to, vec!["相手方".to_owned()]));
        }
        for tie in file.ties.iter().filter(|tie| self.shows_line(tie, true)) {
            let known = around.iter().any(|(to, _)| *to == tie.to);
            if !known && matches!(tie.to, TieTo::Person { .. }) {
                around.push((tie.to.clone(), Vec::new()));
            }
        }
        around
            .into_iter()
            .filter_map(|(to, marks)| self.person(to, marks))
            .collect()
    }

    fn person(&self, to: TieTo, marks: Vec<String>) -> Option<TieNode> {
        let TieTo::Person { name, relation } = &to else {
            return None;
        };
        if self.is_hidden(name) || self.is_hidden(relation) {
            return None;
        }
        let relation = self.reader.names.cover(relation);
        let name = match (self.names_open, name.trim(), relation.as_str()) {
            (true, named, _) if !named.is_empty() => self.reader.names.cover(named),
            (_, _, "") => UNNAMED.to_owned(),
            (_, _, relation) => relation.to_owned(),
        };
        let roles = std::iter::once(relation)
            .filter(|relation| !relation.is_empty() && *relation != name)
            .chain(marks)
            .collect();
        Some(TieNode {
            name,
            roles,
            who: Vec::new(),
            lines: self.lines(&to, true),
            to: self.to(to),
            barred: false,
        })
    }

    fn kin(&self) -> Vec<KinView> {
        let file = self.file();
        let today = self.reader.ctx.today();
        let mut kin: Vec<(Option<NaiveDate>, KinView)> = Vec::new();
        if self.fields.identity && shows_family(self.fields) {
            let seen = file.family.iter();
            kin.extend(
                seen.filter(|entry| !self.is_hidden(&entry.name))
                    .map(|entry| {
                        let view = KinView {
                            kinship: Kinship::read(&entry.relation),
                            name: self.kin_name(&entry.name),
                            relation: self.reader.names.cover(&entry.relation),
                            age: entry
                                .birth
                                .and_then(|birth| calendar::age_words(birth, today)),
                            household: entry.accompanies,
                            opposing: false,
                        };
                        (entry.birth, view)
                    }),
            );
        }
        if let (true, Some(party)) = (self.fields.sensitive.shows(None), &file.opposing) {
            let kinship = Kinship::read(&party.relation);
            if kinship.kin != Kin::Other && !self.is_hidden(&party.name) {
                let view = KinView {
                    kinship,
                    name: self.kin_name(&party.name),
                    relation: self.reader.names.cover(&party.relation),
                    age: None,
                    household: false,
                    opposing: true,
                };
                kin.push((party.birth, view));
            }
        }
        // Stable: those of one birth date, and those without any, stay as the form has them.
        kin.sort_by_key(|(birth, _)| birth.unwrap_or(NaiveDate::MAX));
        kin.into_iter().map(|(_, view)| view).collect()
    }

    fn kin_name(&self, name: &str) -> String {
        match self.names_open {
            true => self.reader.names.cover(name),
            false => String::new(),
        }
    }

    fn lines(&self, to: &TieTo, person: bool) -> Vec<TieLine> {
        let mut lines: Vec<TieLine> = self
            .file()
            .ties
            .iter()
            .filter(|tie| tie.to == *to && self.shows_line(tie, person))
            .map(|tie| self.line(tie))
            .collect();
        lines.sort_by_key(|line| line.side);
        lines
    }

    fn line(&self, tie: &Tie) -> TieLine {
        let words = match self.on {
            On::Screen if !self.is_hidden(&tie.words) => self.reader.names.cover(&tie.words),
            On::Screen | On::Paper { .. } => String::new(),
        };
        TieLine {
            id: tie.id,
            side: tie.by.side(),
            how: tie.how,
            words,
            by: match (tie.by, self.on) {
                (TieVoice::Hers(_), _) => "本人".to_owned(),
                (TieVoice::Worker(id), On::Screen) => self.reader.names.person_name(id),
                (TieVoice::Worker(_), On::Paper { .. }) => "支援者".to_owned(),
            },
            on: calendar::jst_date(tie.at),
        }
    }

    /// Whether this reader may know of the description at all. Hers about an agency is read by who reads
    /// everything, hers about a person by who may know of her family; a worker's is a worker's view.
    fn shows_line(&self, tie: &Tie, person: bool) -> bool {
        let all = self.fields.sensitive.shows(None);
        match tie.by.side() {
            TieSide::Worker => self.fields.worker_view && (!person || self.fields.identity),
            TieSide::Hers if !person => all,
            TieSide::Hers => {
                let family = self.fields.sensitive.shows(Some(InfoCategory::Family));
                self.fields.identity && (all || family && !is_opposing(self.file(), &tie.to))
            }
        }
    }

    fn is_hidden(&self, text: &str) -> bool {
        let text = bare(text);
        self.hidden.iter().any(|name| text.contains(name))
    }

    fn to(&self, to: TieTo) -> Option<TieTo> {
        Some(to).filter(|_| self.on == On::Screen)
    }
}

/// The member of the family as a tie leads there.
pub(super) fn person_of(entry: &FamilyEntry) -> TieTo {
    TieTo::Person {
        name: entry.name.trim().to_owned(),
        relation: entry.relation.trim().to_owned(),
    }
}

/// Whether the person is the 相手方, under his name or under his relation to her alone.
fn is_opposing(file: &CaseFile, to: &TieTo) -> bool {
    let (TieTo::Person { name, relation }, Some(party)) = (to, &file.opposing) else {
        return false;
    };
    let same = |one: &str, other: &str| !bare(other).is_empty() && bare(one) == bare(other);
    same(name, &party.name) || same(name, &party.relation) || same(relation, &party.relation)
}

/// Names of those who are blocked, for a reader who may not know that they are.
fn hidden_names(reader: &Reader<'_>, fields: &Fields) -> Vec<String> {
    if fields.blocks {
        return Vec::new();
    }
    let (file, council) = (reader.file, reader.ctx.council);
    let people = council.staff.values();
    let people = people.filter(|staff| file.blocks_in_force().any(|block| block.covers(staff)));
    let agencies = council.agencies.values();
    let agencies = agencies.filter(|agency| {
        file.blocks_in_force()
            .any(|block| block.covers_agency(agency.id))
    });
    people
        .map(|staff| bare(&staff.name))
        .chain(agencies.map(|agency| bare(&agency.name)))
        .filter(|name| !name.is_empty())
        .collect()
}

/// Without spaces: 試験 隣 and 試験隣 are one name.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_whitespace())
        .collect()
}
