//! 操作: one command on its way, with its refusal in words beside what was typed.

use domain::command::{CaseCommand, Command, CouncilCommand};
use domain::conference::ConferenceCommand;
use domain::id::{CaseId, ConferenceId};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::ui::*;

use super::call::Refused;
use super::door::door;
use super::left::{self, OnItsWay};
use super::outbox::{self, KEPT, Sent};

/// A command and what became of it. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Act {
    pub busy: RwSignal<bool>,
    pub refused: RwSignal<Option<Refused>>,
    /// The fields of it that she or other agencies read.
    pub wording: Wording,
    /// Without a network it waits on this device, and the form is done.
    keeps: bool,
}

impl Default for Act {
    fn default() -> Self {
        Self::new()
    }
}

impl Act {
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            refused: RwSignal::new(None),
            wording: Wording::new(),
            keeps: false,
        }
    }

    /// One that is as good an hour later: without a network it waits on this device.
    pub fn keeping() -> Self {
        Self {
            keeps: true,
            ..Self::new()
        }
    }

    /// Its form is kept on the device as it is typed ([`super::draft`]).
    pub fn drafted(self) -> Self {
        self.wording.set_drafted();
        self
    }

    /// Sends the command. Its success is told in `words`, then `then` runs; a refusal stays in
    /// [`Act::refused`]. `then` gets the place in the council's order, none while it waits on this device.
    /// A second press while it is on its way does nothing. What a shared field says is
    /// named first, once; then nothing is sent yet.
    pub fn run(
        self,
        command: Command,
        words: &'static str,
        then: impl FnOnce(Option<u64>) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        if !self.wording.lets_go() {
            return;
        }
        self.busy.set(true);
        self.refused.set(None);
        self.wording.goes();
        let texts = OnItsWay::new(self.wording.texts());
        let kept = left::is_kept(self.wording.drafted());
        spawn_local(async move {
            let sent = outbox::send(command, self.keeps).await;
            // The screen may be gone by now; then nobody waits for the answer, and what was not taken is not lost.
            if self.busy.try_set(false).is_some() {
                // What was kept lies on the device.
                if let Sent::Refused(refused) = sent
                    && !kept
                {
                    texts.comes_back(refused);
                }
                return;
            }
            match sent {
                Sent::Done(seq) => {
                    if !words.is_empty() {
                        door().tell(words);
                    }
                    then(Some(seq));
                }
                Sent::Kept => {
                    door().tell(KEPT);
                    then(None);
                }
                Sent::Refused(refused) => {
                    self.wording.comes_back();
                    self.refused.set(Some(refused));
                }
            }
        });
    }

    /// Sends a command to a case.
    pub fn case(
        self,
        case: CaseId,
        act: CaseCommand,
        words: &'static str,
        then: impl FnOnce(Option<u64>) + 'static,
    ) {
        self.run(Command::Case { case, act }, words, then);
    }

    /// Sends a command to the council.
    pub fn council(
        self,
        act: CouncilCommand,
        words: &'static str,
        then: impl FnOnce(Option<u64>) + 'static,
    ) {
        self.run(Command::Council(act), words, then);
    }

    /// Sends a command to a conference.
    pub fn conference(
        self,
        conference: ConferenceId,
        act: ConferenceCommand,
        words: &'static str,
        then: impl FnOnce(Option<u64>) + 'static,
    ) {
        self.run(Command::Conference { conference, act }, words, then);
    }

    /// Refuses here what the screen itself can see is missing.
    pub fn refuse(self, words: impl Into<String>) {
        self.refused.set(Some(Refused::here(words)));
    }
}

/// The words of a refusal, where the reader acted; takes the focus when it appears.
#[component]
pub fn Refusing(act: Act) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if act.refused.with(Option::is_some)
            && let Some(place) = node.get()
        {
            // Failing to focus leaves the words readable where they are.
            let _ = place.focus();
        }
    });
    view! {
        <div tabindex="-1" node_ref=node class="refusing">
            {move || {
                act.refused
                    .get()
                    .map(|refused| {
                        view! {
                            <Notice kind=NoticeKind::Warning title="まだできていません" live=true>
                                <p>{refused.words}</p>
                            </Notice>
                        }
                    })
            }}
        </div>
    }
}
