//! 移管の資料: what goes to the other municipality, word for word; the preview and the sealed file are made
//! of the same value.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::access::{Action, Fields};
use crate::case::{CaseStatus, Whereabouts};
use crate::form::{ASSESSMENT, Class, Field, Form, FormData, INTAKE, Kind, Value};
use crate::id::{RecordId, TransferId};
use crate::transfer::{Transfer, TransferScope, TransferStatus, may_lead};
use crate::tsunagi::Desk;
use crate::view::case::{age_words, visible};
use crate::view::request::words;
use crate::view::{Names, Reader};

/// Schema of the file, written into it.
pub const SCHEMA: &str = "tomoni-transfer/1";

/// 移管の資料, whole. Additive: a reader of version 1 passes over what it does not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferPackage {
    pub schema: String,
    pub made_on: NaiveDate,
    pub from: PackageFrom,
    pub to: PackageTo,
    pub agreement: PackageAgreement,
    pub parts: Vec<PackagePart>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageFrom {
    pub council: String,
    pub agency: String,
    pub case_no: String,
    pub accepted_on: NaiveDate,
    pub status: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageTo {
    /// 市区町村・都道府県
    pub municipality: String,
    /// 窓口の種類
    pub desk: String,
}

/// Her agreement, in words; the other side is bound by it as well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageAgreement {
    pub on: NaiveDate,
    pub how: String,
    pub covers: Vec<String>,
}

/// One heading with its entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackagePart {
    /// Stable word for machines.
    pub key: String,
    pub title: String,
    pub entries: Vec<PackageEntry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageEntry {
    pub key: String,
    pub label: String,
    pub text: String,
}

/// One transfer on the case page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferView {
    pub id: TransferId,
    pub to: String,
    pub status: TransferStatus,
    pub covers: Vec<String>,
    pub at: DateTime<Utc>,
    pub by: String,
    /// Who made copies, and when.
    pub copies: Vec<(String, DateTime<Utc>)>,
}

/// Ways that a transfer can take: つなぎ to desks outside that she was told of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferWay {
    pub tsunagi: RecordId,
    pub desk: String,
}

/// What the agreement covers, in words.
fn covers(scope: &TransferScope) -> Vec<String> {
    let named = [
        (scope.identity, "名前・生年月日"),
        (scope.her_words, "本人の言葉"),
        (scope.whereabouts, "住所・連絡先・相手方の住所"),
    ];
    let named = named.into_iter().filter(|(is, _)| *is);
    named
        .map(|(_, words)| words.to_owned())
        .chain(scope.categories.iter().map(|kind| kind.label().to_owned()))
        .collect()
}

/// All of them for who may read everything; nothing for anybody else.
pub(super) fn seen(reader: &Reader<'_>, all: bool) -> Vec<TransferView> {
    let Reader { file, names, .. } = reader;
    let transfers = file.transfers.iter().filter(|_| all);
    transfers
        .map(|transfer| TransferView {
            id: transfer.id,
            to: to(reader, transfer).map_or_else(String::new, |to| {
                names.cover(&format!("{}　{}", to.municipality, to.desk))
            }),
            status: transfer.status(),
            covers: covers(&transfer.scope),
            at: transfer.at,
            by: names.person_name(transfer.by),
            copies: transfer
                .copies
                .iter()
                .map(|(by, at)| (names.person_name(*by), *at))
                .collect(),
        })
        .collect()
}

/// Where the case could go, for who may write her agreement down.
pub(super) fn ways(reader: &Reader<'_>) -> Vec<TransferWay> {
    let Reader { file, names, .. } = reader;
    let may = reader.may(Action::TransferCase);
    let led = file.tsunagi.iter().filter(|way| may && may_lead(way));
    led.filter_map(|way| match &way.desk {
        Desk::Outside { kind, municipality } => Some(TransferWay {
            tsunagi: way.id,
            desk: names.cover(&format!("{municipality}　{kind}")),
        }),
        Desk::Agency(_) => None,
    })
    .collect()
}

fn to(reader: &Reader<'_>, transfer: &Transfer) -> Option<PackageTo> {
    match &reader.file.tsunagi(transfer.tsunagi)?.desk {
        Desk::Outside { kind, municipality } => Some(PackageTo {
            municipality: municipality.clone(),
            desk: kind.clone(),
        }),
        Desk::Agency(_) => None,
    }
}

impl TransferPackage {
    /// What goes under that agreement. `place` only where she agreed to it and the maker may open it;
    /// names of secret agencies have their cover, as on every paper.
    pub fn of(
        reader: &Reader<'_>,
        transfer: &Transfer,
        place: Option<&Whereabouts>,
    ) -> Option<Self> {
        let reader = &reader.for_paper();
        let Reader {
            file, names, ctx, ..
        } = reader;
        let scope = &transfer.scope;
        let fields = scope.fields();
        let mut parts = vec![
            identity(reader, scope),
            part(
                "intake",
                "相談受付",
                form(&INTAKE, &file.intake, &fields, names),
            ),
        ];
        if let Some(assessment) = &file.assessment {
            let entries = form(&ASSESSMENT, assessment, &fields, names);
            parts.push(part("assessment", "アセスメント", entries));
        }
        parts.push(her_words(reader, scope));
        parts.push(plan(reader, &fields));
        if let Some(place) = place.filter(|_| scope.whereabouts) {
            parts.push(part("whereabouts", "住所・連絡先", secrets(place, names)));
        }
        parts.retain(|part| !part.entries.is_empty());
        Some(Self {
            schema: SCHEMA.to_owned(),
            made_on: ctx.today(),
            from: PackageFrom {
                council: ctx.council.name.clone(),
                agency: names.agency_name(file.agency_in_charge),
                case_no: file.no.clone(),
                accepted_on: file.accepted_on,
                status: match file.status {
                    // That she was protected is a kind of information by itself.
                    CaseStatus::UnderProtection => CaseStatus::Supporting.label().to_owned(),
                    status => status.label().to_owned(),
                },
            },
            to: to(reader, transfer)?,
            agreement: PackageAgreement {
                on: crate::calendar::jst_date(transfer.at),
                how: transfer.channel.label().to_owned(),
                covers: covers(scope),
            },
            parts,
        })
    }
}

fn part(key: &str, title: &str, entries: Vec<PackageEntry>) -> PackagePart {
    PackagePart {
        key: key.to_owned(),
        title: title.to_owned(),
        entries,
    }
}

fn entry(key: &str, label: &str, text: String) -> PackageEntry {
    PackageEntry {
        key: key.to_owned(),
        label: label.to_owned(),
        text,
    }
}

fn identity(reader: &Reader<'_>, scope: &TransferScope) -> PackagePart {
    let Reader { file, ctx, .. } = reader;
    let woman = &file.woman;
    let birth = woman.birth.date().map(|date| date.to_string());
    let birth = birth.or_else(|| age_words(woman.birth, ctx.today()));
    let all = [
        ("called_name", "呼ばれたい名前", woman.called_name.clone()),
        ("name", "氏名", woman.name.clone()),
        ("kana", "よみ", woman.kana.clone()),
        ("birth", "生年月日", birth.unwrap_or_default()),
        ("language", "言葉", woman.language.clone()),
    ];
    let entries = all
        .into_iter()
        .filter(|(_, _, text)| scope.identity && !text.is_empty())
        .map(|(key, label, text)| entry(key, label, text));
    part("identity", "本人", entries.collect())
}

/// The fields of a form that the agreement covers. Who she is stands by itself, and children and family
/// go with their own kind of information.
fn form(form: &Form, data: &FormData, fields: &Fields, names: &Names<'_>) -> Vec<PackageEntry> {
    let seen = names.cover_form(visible(form, data, fields));
    form.fields()
        // Whom else it names goes with its kind of information.
        .filter(|field| match field.class {
            Class::P2 => field.category.is_some(),
            class => class == Class::P3,
        })
        .filter_map(|field| {
            let text = in_words(field, seen.get(field.key)?, names);
            (!text.trim().is_empty()).then(|| entry(field.key, field.label, text))
        })
        .collect()
}

/// As the paper prints it, with the words of what was ticked.
fn in_words(field: &Field, value: &Value, names: &Names<'_>) -> String {
    match (field.kind, value) {
        (Kind::One { options } | Kind::Many { options, .. }, Value::Ticks(keys)) => options
            .iter()
            .filter(|option| keys.iter().any(|key| key == option.key))
            .map(|option| option.label)
            .collect::<Vec<_>>()
            .join("、"),
        (_, value) => words(value, names),
    }
}

fn her_words(reader: &Reader<'_>, scope: &TransferScope) -> PackagePart {
    let Reader { file, names, .. } = reader;
    let wishes = file.wishes.iter().rev().map(|wish| {
        let on = crate::calendar::jst_date(wish.at).to_string();
        entry(
            "wish",
            &format!("本人の希望（{on}）"),
            names.cover(&wish.words),
        )
    });
    let version = file.current_plan().and_then(|plan| plan.current());
    let goals = version.into_iter().flat_map(|version| {
        let long = entry(
            "goal_long",
            "めざす くらし",
            names.cover(&version.goal_long),
        );
        let short = version.goals_short.iter();
        std::iter::once(long)
            .chain(short.map(|goal| entry("goal_short", "当面の目標", names.cover(goal))))
    });
    let entries = wishes
        .chain(goals)
        .filter(|one| scope.her_words && !one.text.is_empty());
    part("her_words", "本人の言葉", entries.collect())
}

fn plan(reader: &Reader<'_>, fields: &Fields) -> PackagePart {
    let Reader { file, names, .. } = reader;
    let version = file.current_plan().and_then(|plan| plan.current());
    let items = version.into_iter().flat_map(|version| &version.items);
    let entries = items
        .filter(|item| fields.sensitive.shows(Some(item.category)))
        .map(|item| {
            let text = match item.when.is_empty() {
                true => item.support.clone(),
                false => format!("{}（{}）", item.support, item.when),
            };
            entry("plan_item", item.domain.label(), names.cover(&text))
        });
    part("plan", "個別支援計画", entries.collect())
}

fn secrets(place: &Whereabouts, names: &Names<'_>) -> Vec<PackageEntry> {
    INTAKE
        .fields()
        .filter(|field| field.class == Class::P4)
        .filter_map(|field| {
            let text = in_words(field, place.intake.get(field.key)?, names);
            (!text.trim().is_empty()).then(|| entry(field.key, field.label, text))
        })
        .collect()
}
