//! 端末: which were used for this work, and the report of one that is lost.

use chrono::{DateTime, Utc};
use domain::command::CouncilCommand;
use domain::id::DeviceId;
use domain::view::device::{DeviceHolder, DeviceLine, DeviceLoss, DevicesView};
use domain::wire;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::ui::*;

use super::act::{Act, Refusing};
use super::asked::{Asked, Loaded, asked};
use super::{kept, live, words};

/// The screen.
#[component]
pub fn DevicesScreen() -> impl IntoView {
    let asked = asked(|| wire::Devices {}, live::council());
    let here = RwSignal::new(None);
    spawn_local(async move {
        here.try_set(kept::known_number().await.ok().flatten());
    });
    view! {
        <div class="page page--narrow stack">
            <h1>"端末"</h1>
            <p>
                "この仕事に使った端末です。なくしたり盗まれたりしたら、分かったときにすぐ届けてください。届けると、その端末では何も開けなくなり、つながったときに中を消します。"
            </p>
            <Loaded asked shape=SkeletonShape::Rows(3) let:view>
                <Show
                    when=move || view.with(|view| !view.devices.is_empty())
                    fallback=|| {
                        view! {
                            <EmptyState title="端末は、まだありません" icon=Icon::Phone>
                                <p>"何かを残せる端末でサインインすると、ここに出ます。"</p>
                            </EmptyState>
                        }
                    }
                >
                    <ul class="timeline">
                        // What is typed into a report stays while other devices come and go.
                        <For each=move || view.with(|view| view.devices.clone()) key=state_of let:device>
                            <Line device here asked/>
                        </For>
                    </ul>
                </Show>
            </Loaded>
        </div>
    }
}

type State = (DeviceId, Option<(DateTime<Utc>, Option<DateTime<Utc>>)>);

fn state_of(line: &DeviceLine) -> State {
    let loss = line.loss.as_ref().map(|loss| (loss.at, loss.erased_at));
    (line.device, loss)
}

#[component]
fn Line(
    device: DeviceLine,
    here: RwSignal<Option<DeviceId>>,
    asked: Asked<DevicesView>,
) -> impl IntoView {
    let id = device.device;
    let is_here = move || here.get() == Some(id);
    let lost = device.loss.is_some();
    let title = move || {
        if is_here() {
            "いま使っている端末"
        } else {
            "端末"
        }
    };
    view! {
        <li class="entry stack" data-kind="record">
            <header class="entry__head">
                <h2 class="entry__title">{title}</h2>
            </header>
            {device
                .holders
                .into_iter()
                .map(|holder| view! { <Holder holder lost/> })
                .collect_view()}
            {match device.loss {
                Some(loss) => view! { <Loss loss/> }.into_any(),
                None => view! { <Report id is_here=Signal::derive(is_here) asked/> }.into_any(),
            }}
        </li>
    }
}

#[component]
fn Holder(holder: DeviceHolder, lost: bool) -> impl IntoView {
    let along = if lost {
        "持って出ていたケース"
    } else {
        "持って出ているケース"
    };
    let cases = match holder.cases {
        0 => format!("{along}はありません"),
        count if holder.numbers.is_empty() => format!("{along} {count}件"),
        count => format!("{along} {count}件（{}）", holder.numbers.join("、")),
    };
    view! {
        <div>
            <p translate="no">{format!("{}（{}）", holder.person.name, holder.person.agency.name)}</p>
            <p class="small muted">
                {format!(
                    "{} から。最後は {}。{cases}。",
                    words::moment(holder.first_seen),
                    words::moment(holder.last_seen),
                )}
            </p>
        </div>
    }
}

#[component]
fn Loss(loss: DeviceLoss) -> impl IntoView {
    let heard = match loss.erased_at {
        Some(at) => format!(
            "{} に、中を消したと端末から連絡がありました。",
            words::moment(at)
        ),
        None => "端末からは、まだ連絡がありません。つながったときに、中を消します。".to_owned(),
    };
    view! {
        <Notice kind=NoticeKind::Warning title="紛失の届け">
            <p>{format!("{}　{}", words::moment(loss.at), loss.by)}</p>
            {(!loss.words.is_empty()).then(|| view! { <p class="quote" translate="no">{loss.words}</p> })}
            <p>{heard}</p>
        </Notice>
    }
}

#[component]
fn Report(id: DeviceId, is_here: Signal<bool>, asked: Asked<DevicesView>) -> impl IntoView {
    let open = RwSignal::new(false);
    let known = RwSignal::new(String::new());
    let act = Act::new();
    let send = move |()| {
        let command = CouncilCommand::ReportDeviceLost {
            device: id,
            words: known.get_untracked(),
        };
        act.council(command, "紛失を届けました", move |_| {
            open.set(false);
            asked.again();
        });
    };
    view! {
        <Button variant=Variant::Tertiary on_press=move |()| open.set(true)>
            "なくした・盗まれた"
        </Button>
        <Dialog id=format!("lost-{}", id.0) title="端末の紛失を届ける" open>
            <div class="form">
                <Refusing act/>
                <Show when=move || is_here.get()>
                    <Notice kind=NoticeKind::Warning title="いま使っている端末です">
                        <p>"届けると、この画面もすぐに閉じて、中のものは消えます。"</p>
                    </Notice>
                </Show>
                <p>
                    "この端末では、だれもサインインしていられなくなります。持って出ていたケースには、紛失があったことが記録されます。取り消せません。"
                </p>
                <TextArea
                    id=format!("lost-words-{}", id.0)
                    label="分かっていること"
                    value=known
                    need=Need::Optional
                    help="いつ、どのように気づいたか。本人のことや居場所は書かないでください。"
                />
                <div class="actions">
                    <Button variant=Variant::Danger busy=act.busy on_press=send>"紛失を届ける"</Button>
                </div>
            </div>
        </Dialog>
    }
}
