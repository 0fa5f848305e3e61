//! 会議の系列: a new one, or one as it should stand.

use std::collections::BTreeMap;

use domain::area::AreaLevel;
use domain::command::CouncilCommand;
use domain::conference::{ConferenceKind, Rhythm, Series, SeriesArea};
use domain::form::Attendee;
use domain::id::SeriesId;
use domain::view::conference::SeriesLine;
use domain::wire;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::asked::asked;
use crate::staff::form::Select;
use crate::staff::gathering::{Serves, program_keys, programs};
use crate::staff::{ids, live};
use crate::ui::*;

use super::members::{Member, Members};

/// Groups of members: who comes always, who comes to a full conference.
const CORE_AND_FULL: [&str; 2] = ["中核（いつも）", "全体の会議だけ"];
/// 重層の四群 (BR-032): the first three always, the fourth as needed.
const FOUR: [&str; 4] = [
    "第1群（いつも）",
    "第2群（いつも）",
    "第3群（いつも）",
    "第4群（必要なとき）",
];

/// Levels of the area a series may be for, the widest first.
const LEVELS: &[AreaLevel] = {
    let [_nation, levels @ ..] = &AreaLevel::ALL;
    levels
};

fn has_four(kind: Option<ConferenceKind>) -> bool {
    matches!(
        kind,
        Some(ConferenceKind::SupportConference | ConferenceKind::LayeredConference)
    )
}

fn kind_of(key: &str) -> Option<ConferenceKind> {
    ConferenceKind::ALL.get(key.parse::<usize>().ok()?).copied()
}

/// The members as they stand, each with the place of its group.
fn members_of(line: &SeriesLine) -> Vec<Member> {
    let four = has_four(Some(line.kind));
    if four && !line.groups.is_empty() {
        let grouped = line.groups.iter().flat_map(|(number, people)| {
            let at = usize::from(*number).saturating_sub(1);
            people.iter().map(move |one| Member::of(one, at))
        });
        return grouped.collect();
    }
    let later = if four { FOUR.len() - 1 } else { 1 };
    let core = line.core.iter().map(|one| Member::of(one, 0));
    let full = line.full.iter().map(|one| Member::of(one, later));
    core.chain(full).collect()
}

/// Splits the members into core and full, and for the 重層 pair into their groups.
fn split(
    members: &[Member],
    four: bool,
) -> (Vec<Attendee>, Vec<Attendee>, BTreeMap<u8, Vec<Attendee>>) {
    let (mut core, mut full, mut groups) = (Vec::new(), Vec::new(), BTreeMap::new());
    let last = if four { FOUR.len() - 1 } else { 1 };
    for member in members {
        let Some(group) = member.group else { continue };
        if group >= last {
            full.push(member.person.clone());
        } else {
            core.push(member.person.clone());
        }
        if four && let Ok(number) = u8::try_from(group + 1) {
            groups
                .entry(number)
                .or_insert_with(Vec::new)
                .push(member.person.clone());
        }
    }
    (core, full, groups)
}

#[component]
pub(super) fn SeriesForm(line: Option<SeriesLine>, done: Callback<()>) -> impl IntoView {
    let id = line
        .as_ref()
        .map_or_else(|| SeriesId(ids::new()), |line| line.id);
    let new = line.is_none();
    let at = |kind: ConferenceKind| ConferenceKind::ALL.iter().position(|one| *one == kind);
    let key = |at: Option<usize>| at.map(|at| at.to_string()).unwrap_or_default();
    let kind = RwSignal::new(key(line.as_ref().and_then(|line| at(line.kind))));
    let name = RwSignal::new(line.as_ref().map(|l| l.name.clone()).unwrap_or_default());
    let area = line.as_ref().and_then(|line| line.area.clone());
    let level = RwSignal::new(key(area
        .as_ref()
        .and_then(|area| LEVELS.iter().position(|one| *one == area.level))));
    let area = RwSignal::new(area.map(|area| area.name).unwrap_or_default());
    let rhythm = RwSignal::new(key(line
        .as_ref()
        .and_then(|line| Rhythm::ALL.iter().position(|one| *one == line.rhythm))));
    let serves = RwSignal::new(
        line.as_ref()
            .map(|line| program_keys(&line.also_serves))
            .unwrap_or_default(),
    );
    let members = RwSignal::new(line.as_ref().map(members_of).unwrap_or_default());
    let ended = RwSignal::new(line.as_ref().is_some_and(|line| line.ended));
    let directory = asked(|| wire::Directory { case: None }, live::council());
    let act = Act::new();
    let four = Memo::new(move |_| has_four(kind.with(|key| kind_of(key))));
    let groups = Signal::derive(move || {
        if four.get() {
            FOUR.to_vec()
        } else {
            CORE_AND_FULL.to_vec()
        }
    });
    // The name of the kind is the usual name; a name of one's own stays.
    Effect::new(move |_| {
        let Some(kind) = kind.with(|key| kind_of(key)) else {
            return;
        };
        let usual = name.with_untracked(|name| {
            name.trim().is_empty() || ConferenceKind::ALL.iter().any(|one| one.label() == name)
        });
        if usual {
            name.set(kind.label().to_owned());
        }
    });
    let read = move || -> Result<Series, String> {
        let kind = kind
            .with(|key| kind_of(key))
            .ok_or_else(|| "会議の種類を選んでください。".to_owned())?;
        if name.with(|name| name.trim().is_empty()) {
            return Err("会議の名前を入れてください。".to_owned());
        }
        let level = level
            .with(|key| key.parse::<usize>().ok())
            .and_then(|at| LEVELS.get(at).copied());
        let area = match (level, area.with(|name| name.trim().to_owned())) {
            (None, name) if name.is_empty() => None,
            (Some(level), name) if !name.is_empty() => Some(SeriesArea { level, name }),
            _ => return Err("地域は、段階と名前の両方を入れてください。".to_owned()),
        };
        let rhythm = rhythm
            .with(|key| key.parse::<usize>().ok())
            .and_then(|at| Rhythm::ALL.get(at).copied())
            .ok_or_else(|| "開き方を選んでください。".to_owned())?;
        let (core, full, groups) = members.with(|members| split(members, has_four(Some(kind))));
        Ok(Series {
            id,
            kind,
            name: name.with(|name| name.trim().to_owned()),
            area,
            rhythm,
            core,
            full,
            groups,
            also_serves: serves.with(|ticked| programs(ticked)),
            ended: ended.get(),
        })
    };
    let save = move |()| match untrack(read) {
        Err(words) => act.refuse(words),
        Ok(series) => {
            let series = Box::new(series);
            act.council(
                CouncilCommand::SetSeries { series },
                "会議の系列を記録しました",
                move |_| done.run(()),
            );
        }
    };
    let kinds = ConferenceKind::ALL
        .iter()
        .enumerate()
        .map(|(at, kind)| Choice::new(at.to_string(), kind.label()).with_help(kind.basis().label()))
        .collect::<Vec<_>>();
    let rhythms = Rhythm::ALL
        .iter()
        .enumerate()
        .map(|(at, rhythm)| Choice::new(at.to_string(), rhythm.label()))
        .collect::<Vec<_>>();
    let levels = LEVELS
        .iter()
        .enumerate()
        .map(|(at, level)| (at.to_string(), level.label().to_owned()))
        .collect::<Vec<_>>();
    let title = if new {
        "会議の系列を作る"
    } else {
        "会議の系列を直す"
    };
    view! {
        <section class="panel" aria-label=title id="series-form" tabindex="-1">
            <div class="panel__head"><h2>{title}</h2></div>
            <div class="form stack">
                {if new {
                    view! {
                        <RadioGroup
                            id="series-kind"
                            label="会議の種類"
                            need=Need::Required
                            options=kinds
                            value=kind
                        />
                    }
                    .into_any()
                } else {
                    let words = kind_of(&kind.get_untracked()).map(ConferenceKind::label);
                    view! { <p>{format!("種類：{}", words.unwrap_or_default())}</p> }.into_any()
                }}
                <TextInput id="series-name" label="会議の名前" need=Need::Required value=name/>
                <div class="form__two">
                    <Select
                        id="series-level"
                        label="地域の段階"
                        empty="会議体の全域"
                        options=levels
                        value=level
                    />
                    <TextInput
                        id="series-area"
                        label="地域の名前"
                        help="例：東部振興局地域"
                        value=area
                    />
                </div>
                <RadioGroup
                    id="series-rhythm"
                    label="開き方"
                    need=Need::Required
                    options=rhythms
                    value=rhythm
                    layout=Layout::Row
                />
                <Members id="series-members" label="いつもの構成員" members groups directory/>
                <Serves id="series-serves" value=serves/>
                {(!new)
                    .then(|| {
                        view! {
                            <Check
                                id="series-ended"
                                name="series-ended"
                                label="この系列をおわりにする"
                                help="これからは予定できなくなります。終わった会議の記録は残ります。"
                                checked=ended
                            />
                        }
                    })}
                <Refusing act/>
                <div class="actions">
                    <Button variant=Variant::Primary busy=act.busy on_press=save>"記録する"</Button>
                    <Button variant=Variant::Tertiary on_press=move |()| done.run(())>"やめる"</Button>
                </div>
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::AgencyId;

    fn member(name: &str, group: Option<usize>) -> Member {
        Member {
            person: Attendee {
                agency: AgencyId(uuid::Uuid::from_u128(1)),
                staff: None,
                name: name.to_owned(),
            },
            words: name.to_owned(),
            group,
            own: false,
        }
    }

    #[test]
    fn the_fourth_group_comes_only_when_needed() {
        let members = [
            member("試験 一", Some(0)),
            member("試験 二", Some(3)),
            member("試験 三", None),
        ];
        let (core, full, groups) = split(&members, true);
        assert_eq!((core.len(), full.len()), (1, 1));
        assert_eq!(groups.keys().copied().collect::<Vec<_>>(), [1, 4]);
        let (core, full, groups) = split(&members[..1], false);
        assert_eq!((core.len(), full.len(), groups.len()), (1, 0, 0));
    }
}
