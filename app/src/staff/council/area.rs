//! 区域 of an agency: the municipality or ward it works for. The 進行表 takes the 区域 of a case from it.

use domain::area::{Area, AreaCode};
use domain::command::CouncilCommand;
use domain::id::AgencyId;
use domain::view::AgencyLine;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::words;
use crate::ui::*;

/// What is typed about the area of one agency. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Placing {
    open: RwSignal<bool>,
    of: RwSignal<Option<(AgencyId, String)>>,
    name: RwSignal<String>,
    code: RwSignal<String>,
}

impl Placing {
    pub fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            open: RwSignal::new(false),
            of: RwSignal::new(None),
            name: empty(),
            code: empty(),
        }
    }

    fn begin(self, agency: (AgencyId, String), area: Option<&Area>) {
        self.of.set(Some(agency));
        self.name
            .set(area.map(|area| area.name.clone()).unwrap_or_default());
        self.code
            .set(area.map(|area| area.code.to_string()).unwrap_or_default());
        self.open.set(true);
    }

    /// As it should stand, both empty for none; or what to do first.
    fn read(self) -> Result<Option<Area>, String> {
        let name = self.name.get_untracked().trim().to_owned();
        let code = self.code.get_untracked();
        match (name.is_empty(), code.trim().is_empty()) {
            (true, true) => Ok(None),
            (true, false) => Err("区域の名前を入れてください。".to_owned()),
            (false, _) => match words::digits(&code).parse::<AreaCode>() {
                Ok(code) => Ok(Some(Area { code, name })),
                Err(problem) => Err(problem.words()),
            },
        }
    }
}

/// The cell of the table, with the way to change it. A place that is secret has none.
pub(super) fn area_of(line: &AgencyLine, may: bool, placing: Placing) -> impl IntoView + use<> {
    let words = line.area.as_ref().map(|area| area.name.clone());
    let agency = (line.agency.id, line.agency.name.clone());
    let name = line.agency.name.clone();
    let area = line.area.clone();
    let button = (may && !line.secret).then(|| {
        view! {
            <Button
                variant=Variant::Tertiary
                on_press=move |()| placing.begin(agency.clone(), area.as_ref())
            >
                "直す"
                <span class="visually-hidden">{format!("：{name}の区域")}</span>
            </Button>
        }
    });
    view! {
        {words.unwrap_or_else(|| "—".to_owned())}
        " "
        {button}
    }
}

#[component]
pub(super) fn AreaDialog(placing: Placing) -> impl IntoView {
    let act = Act::new();
    let save = move |()| {
        let Some((agency, _)) = placing.of.get_untracked() else {
            return;
        };
        let area = match placing.read() {
            Ok(area) => area,
            Err(words) => return act.refuse(words),
        };
        let command = CouncilCommand::SetAgencyArea { agency, area };
        act.council(command, "区域を記録しました", move |_| {
            placing.open.try_set(false);
        });
    };
    let name = move || {
        let name = placing
            .of
            .with(|of| of.as_ref().map(|(_, name)| name.clone()));
        name.unwrap_or_default()
    };
    view! {
        <Dialog id="agency-area" title="機関の区域" open=placing.open>
            <div class="form" translate="no">
                <Refusing act/>
                <p>{name}</p>
                <TextInput
                    id="agency-area-name"
                    label="区域（市区町村か行政区）"
                    help="進行表の「区域」にのります。広い地域を受けもつ機関は、空けておいてください。"
                    value=placing.name
                />
                <TextInput
                    id="agency-area-code"
                    label="団体コード"
                    help="全国地方公共団体コードの6けた"
                    inputmode="numeric"
                    value=placing.code
                />
                <div class="actions">
                    <Button variant=Variant::Primary busy=act.busy on_press=save>"記録する"</Button>
                </div>
            </div>
        </Dialog>
    }
}
