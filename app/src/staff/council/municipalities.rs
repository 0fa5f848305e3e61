//! 設置する市区町村: who holds the council, alone or jointly, from when until when.

use domain::access::Action;
use domain::area::{Area, AreaCode};
use domain::calendar;
use domain::command::CouncilCommand;
use domain::council::Municipality;
use domain::view::CouncilPage;
use domain::wire;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::door::door;
use crate::staff::words;
use crate::ui::*;

/// What is typed about one line of the register. Cheap to copy.
#[derive(Clone, Copy)]
struct Typed {
    open: RwSignal<bool>,
    /// The line that is mended; none: a new one.
    line: RwSignal<Option<Municipality>>,
    name: RwSignal<String>,
    code: RwSignal<String>,
    from: RwSignal<String>,
    until: RwSignal<String>,
}

impl Typed {
    fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            open: RwSignal::new(false),
            line: RwSignal::new(None),
            name: empty(),
            code: empty(),
            from: empty(),
            until: empty(),
        }
    }

    fn begin(self, line: Option<Municipality>) {
        let until = line.as_ref().and_then(|line| line.until);
        let name = line.as_ref().map(Municipality::name);
        self.name.set(name.unwrap_or_default());
        self.until
            .set(until.map(|day| day.to_string()).unwrap_or_default());
        self.code.set(String::new());
        self.from.set(String::new());
        self.line.set(line);
        self.open.set(true);
    }

    /// As it should stand, or what to do first.
    fn read(self) -> Result<Municipality, String> {
        let name = self.name.get_untracked().trim().to_owned();
        if name.is_empty() {
            return Err("市区町村の名前を入れてください。".to_owned());
        }
        let until = match self.until.get_untracked() {
            none if none.trim().is_empty() => None,
            day => Some(calendar::parse(&day).map_err(|problem| problem.words())?),
        };
        if let Some(known) = self.line.get_untracked() {
            let area = Area { name, ..known.area };
            return Ok(Municipality {
                area,
                until,
                ..known
            });
        }
        let code = words::digits(&self.code.get_untracked()).parse::<AreaCode>();
        let code = code.map_err(|problem| problem.words())?;
        let from = calendar::parse(&self.from.get_untracked());
        let from = from.map_err(|problem| problem.words())?;
        Ok(Municipality {
            area: Area { code, name },
            from: Some(from),
            until,
        })
    }
}

#[component]
pub(super) fn Municipalities(page: Signal<CouncilPage>) -> impl IntoView {
    let lines = Memo::new(move |_| page.with(|page| page.municipalities.clone()));
    let may = Memo::new(move |_| {
        page.with(|page| wire::may(&page.rights, Action::ManageCouncil).is_some())
    });
    let typed = Typed::new();
    view! {
        <section class="panel" aria-labelledby="municipalities-title">
            <div class="panel__head">
                <h2 id="municipalities-title">"設置する市区町村"</h2>
                <Show when=move || may.get()>
                    <Button icon=Icon::Plus on_press=move |()| typed.begin(None)>
                        "市区町村を加える"
                    </Button>
                </Show>
            </div>
            <p class="small muted">
                "会議体は、一つの市区町村でも、いくつかの市区町村が共同でも設置できます。"
            </p>
            <ul class="list" translate="no">
                {move || {
                    let may = may.get();
                    lines.get().into_iter().map(|line| row(line, may, typed)).collect_view()
                }}
            </ul>
        </section>
        <MunicipalityDialog typed/>
    }
}

fn row(line: Municipality, may: bool, typed: Typed) -> impl IntoView {
    let name = line.name();
    let from = line.from.map_or("設置のときから".to_owned(), |day| {
        format!("{}から", words::date(day))
    });
    let until = line
        .until
        .map(|day| format!("　{}まで", words::date(day)))
        .unwrap_or_default();
    let over = !line.is_member(door().today()) && line.until.is_some();
    let code = line.area.code.hyphenated();
    view! {
        <li class="list__row">
            <strong>{name.clone()}</strong>
            <span class="num muted">{code}</span>
            <span class="small">{from} {until}</span>
            {over.then(|| view! { <Tag tone=Tone::Plain>"おわり"</Tag> })}
            {may
                .then(|| {
                    view! {
                        <Button
                            variant=Variant::Tertiary
                            icon=Icon::Pen
                            on_press=move |()| typed.begin(Some(line.clone()))
                        >
                            "直す"
                            <span class="visually-hidden">{format!("：{name}")}</span>
                        </Button>
                    }
                })}
        </li>
    }
}

#[component]
fn MunicipalityDialog(typed: Typed) -> impl IntoView {
    let act = Act::new();
    let is_new = Memo::new(move |_| typed.line.with(Option::is_none));
    let save = move |()| {
        let municipality = match typed.read() {
            Ok(municipality) => municipality,
            Err(words) => return act.refuse(words),
        };
        let command = CouncilCommand::SetMunicipality { municipality };
        act.council(
            command,
            "設置する市区町村を記録しました",
            move |_| {
                typed.open.try_set(false);
            },
        );
    };
    view! {
        <Dialog id="municipality" title="設置する市区町村" open=typed.open>
            <div class="form" translate="no">
                <Refusing act/>
                <TextInput
                    id="municipality-name"
                    label="名前"
                    need=Need::Required
                    value=typed.name
                />
                <Show when=move || is_new.get()>
                    <TextInput
                        id="municipality-code"
                        label="団体コード"
                        need=Need::Required
                        help="全国地方公共団体コードの6けた"
                        inputmode="numeric"
                        value=typed.code
                    />
                    <DateInput
                        id="municipality-from"
                        label="はじめの日"
                        need=Need::Required
                        value=typed.from
                    />
                </Show>
                <DateInput
                    id="municipality-until"
                    label="おわりの日"
                    need=Need::Optional
                    help="共同設置をやめるときだけ入れてください。"
                    value=typed.until
                />
                <div class="actions">
                    <Button variant=Variant::Primary busy=act.busy on_press=save>"記録する"</Button>
                </div>
            </div>
        </Dialog>
    }
}
