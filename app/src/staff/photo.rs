//! 写真: taken with the tablet or chosen from it, drawn anew so that nothing of the camera's stays beside the
//! pixels, and shown. What the camera made lies in no store of ours.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::id::PhotoId;
use domain::photo::{
    Jpeg, MOST_PHOTOS, MOST_SIDE, NewPhoto, NotAPhoto, Photo, TOO_MANY, WITHOUT_WORDS,
};
use domain::view::PhotoView;
use domain::wire::{self, ErrorKind};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap};

use crate::ui::*;

use super::door::document;
use super::{call, ids};

/// Longest side and quality of the tries, until one is small enough to be kept.
const TRIES: [(u16, f64); 6] = [
    (MOST_SIDE, 0.6),
    (1280, 0.5),
    (1024, 0.5),
    (800, 0.5),
    (640, 0.4),
    (320, 0.4),
];
/// The kind of file that is drawn.
const KIND: &str = "image/jpeg";

/// Words where nothing answers.
const NOT_ALONG: &str =
    "写真を読みこめません。写真は端末に残しません。つながってから、もう一度押してください。";
const NOT_READ: &str = "この写真は読みこめませんでした。もう一度とってください。";
/// Words while one is being drawn.
const DRAWING: &str = "写真を読みこんでいます。終わってから、もう一度押してください。";

/// A photo that stands in a form.
#[derive(Clone, PartialEq)]
struct Taken {
    id: PhotoId,
    jpeg: Jpeg,
    shows: RwSignal<String>,
}

impl Taken {
    fn new(id: PhotoId, jpeg: Jpeg, shows: String) -> Self {
        Self {
            id,
            jpeg,
            shows: RwSignal::new(shows),
        }
    }
}

/// The photos of a form. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Photos {
    all: RwSignal<Vec<Taken>>,
    problem: RwSignal<Option<String>>,
    /// How many are being drawn.
    drawing: RwSignal<usize>,
    /// The record that they belong to; one that was sent takes no photo any more.
    turn: StoredValue<u64>,
}

impl Photos {
    pub fn new() -> Self {
        Self {
            all: RwSignal::new(Vec::new()),
            problem: RwSignal::new(None),
            drawing: RwSignal::new(0),
            turn: StoredValue::new(0),
        }
    }

    /// As they will be sent; asked anew when one comes, goes, or is described.
    pub fn watch(self) -> Vec<NewPhoto> {
        let photo = |taken: &Taken| NewPhoto {
            id: taken.id,
            shows: taken.shows.get(),
            jpeg: taken.jpeg.clone(),
        };
        self.all.with(|all| all.iter().map(photo).collect())
    }

    pub fn read(self) -> Vec<NewPhoto> {
        untrack(|| self.watch())
    }

    /// What is missing, as the server would say it.
    pub fn lacks(self) -> Option<&'static str> {
        if self.drawing.get_untracked() > 0 {
            return Some(DRAWING);
        }
        let described = |photo: &NewPhoto| !photo.shows.trim().is_empty();
        (!self.read().iter().all(described)).then_some(WITHOUT_WORDS)
    }

    pub fn write(self, photos: Vec<NewPhoto>) {
        let taken = |photo: NewPhoto| Taken::new(photo.id, photo.jpeg, photo.shows);
        self.all.set(photos.into_iter().map(taken).collect());
    }

    pub fn clear(self) {
        self.turn.try_update_value(|turn| *turn += 1);
        self.all.try_set(Vec::new());
        self.problem.try_set(None);
    }

    /// Takes a file from the camera or the tablet.
    async fn take(self, file: web_sys::File) {
        self.problem.set(None);
        self.drawing.update(|count| *count += 1);
        let turn = self.turn.get_value();
        let drawn = draw(&file).await;
        self.drawing
            .try_update(|count| *count = count.saturating_sub(1));
        // The form may be gone by now, or its record sent.
        if self.turn.try_get_value() != Some(turn) {
            return;
        }
        match drawn {
            Some(_) if self.all.with_untracked(Vec::len) >= MOST_PHOTOS => {
                self.problem.set(Some(TOO_MANY.to_owned()));
            }
            Some(jpeg) => {
                let taken = Taken::new(PhotoId(ids::new()), jpeg, String::new());
                self.all.update(|all| all.push(taken));
            }
            None => self.problem.set(Some(NOT_READ.to_owned())),
        }
    }

    fn leave_out(self, id: PhotoId) {
        self.problem.set(None);
        self.all.update(|all| all.retain(|taken| taken.id != id));
    }
}

/// The picture drawn anew, upright, without what stood beside it in the file.
async fn draw(file: &web_sys::File) -> Option<Jpeg> {
    let bitmap = web_sys::window()?
        .create_image_bitmap_with_blob(file)
        .ok()?;
    let bitmap: ImageBitmap = JsFuture::from(bitmap).await.ok()?.dyn_into().ok()?;
    let canvas: HtmlCanvasElement = document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    let drawn = TRIES
        .into_iter()
        .map(|(side, quality)| draw_in(&canvas, &bitmap, f64::from(side), quality))
        .find(|drawn| !matches!(drawn, Some(Err(NotAPhoto::TooLarge))));
    bitmap.close();
    // The pixels are let go at once.
    canvas.set_width(0);
    drawn??.ok()
}

fn draw_in(
    canvas: &HtmlCanvasElement,
    bitmap: &ImageBitmap,
    side: f64,
    quality: f64,
) -> Option<Result<Jpeg, NotAPhoto>> {
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let scale = (side / width.max(height)).min(1.0);
    let (width, height) = ((width * scale).max(1.0), (height * scale).max(1.0));
    // Whole pixels, and never more than a side.
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let pen: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    // What can be seen through is white on paper.
    pen.set_fill_style_str("white");
    pen.fill_rect(0.0, 0.0, width, height);
    pen.draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, width, height)
        .ok()?;
    let quality = JsValue::from_f64(quality);
    let url = canvas
        .to_data_url_with_type_and_encoder_options(KIND, &quality)
        .ok()?;
    let file = STANDARD.decode(url.split_once(',')?.1).ok()?;
    Some(Jpeg::bare(&file))
}

/// 写真をとる: the photos of a form, each with what it shows.
#[component]
pub fn PhotoField(
    #[prop(into)] id: String,
    photos: Photos,
    /// Its words are looked at before they go.
    shared: Wording,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let take = move |_| {
        let Some(input) = node.get_untracked() else {
            return;
        };
        let file = input.files().and_then(|files| files.get(0));
        // The same one can be chosen once more.
        input.set_value("");
        if let Some(file) = file {
            spawn_local(photos.take(file));
        }
    };
    let input = format!("{id}-file");
    let described = format!("{id}-help {id}-file-problem");
    let problem = format!("{id}-file-problem");
    let drawing = move || photos.drawing.get() > 0;
    let full = move || photos.all.with(Vec::len) >= MOST_PHOTOS;
    let prefix = StoredValue::new(id.clone());
    view! {
        <GroupField
            id=id
            label="写真"
            need=Need::Optional
            help="3枚まで。描き直した絵だけを送り、とった場所や時刻は入りません。居場所のわかるもの（顔、表札、建物）が写っていないか確かめてください。全体を見られる人だけが開けます。もとの写真が端末のアルバムに残っていたら、消してください。"
        >
            <ul class="photos">
                <For each=move || photos.all.get() key=|taken| taken.id let:taken>
                    <li class="photos__one stack">
                        <Picture
                            jpeg=taken.jpeg
                            shows=Signal::derive(move || taken.shows.get())
                        />
                        <TextInput
                            id=format!("{}-{}", prefix.get_value(), taken.id)
                            label="写っているもの"
                            value=taken.shows
                            shared
                        />
                        <Button
                            variant=Variant::Tertiary
                            on_press=move |()| photos.leave_out(taken.id)
                        >
                            "この写真をはずす"
                        </Button>
                    </li>
                </For>
            </ul>
            <Show when=move || !full()>
                <div class="field">
                    <label class="field__label" for=input.clone()>"写真をとる"</label>
                    <input
                        class="input"
                        type="file"
                        accept="image/*"
                        capture="environment"
                        id=input.clone()
                        aria-describedby=described.clone()
                        node_ref=node
                        on:change=take
                    />
                </div>
            </Show>
            <div aria-live="polite" id=problem>
                <Show when=drawing>
                    <p class="muted">"写真を読みこんでいます…"</p>
                </Show>
                {move || {
                    photos
                        .problem
                        .get()
                        .map(|words| {
                            view! {
                                <p class="field__error">
                                    <IconMark icon=Icon::Alert/>
                                    <span>{words}</span>
                                </p>
                            }
                        })
                }}
            </div>
        </GroupField>
    }
}

/// The picture itself; the browser forgets it when this is gone.
#[component]
fn Picture(jpeg: Jpeg, #[prop(into)] shows: Signal<String>) -> impl IntoView {
    let url = blob(&jpeg).and_then(|blob| web_sys::Url::create_object_url_with_blob(&blob).ok());
    let gone = url.clone();
    on_cleanup(move || {
        if let Some(url) = gone {
            // It is gone with the window at the latest.
            let _ = web_sys::Url::revoke_object_url(&url);
        }
    });
    let words = move || match shows.get() {
        words if words.trim().is_empty() => "選んだ写真".to_owned(),
        words => words,
    };
    url.map(|url| view! { <img class="photo" src=url alt=words translate="no"/> })
}

fn blob(jpeg: &Jpeg) -> Option<web_sys::Blob> {
    let bytes = js_sys::Uint8Array::from(jpeg.bytes());
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(KIND);
    let parts = js_sys::Array::of1(&bytes);
    web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()
}

/// The photos of a record as its reader finds them: described, and opened one by one.
#[component]
pub fn PhotosOfRecord(photos: Vec<Photo>) -> impl IntoView {
    photos
        .into_iter()
        .map(|Photo { id, shows }| {
            let found = RwSignal::new(None::<Jpeg>);
            let problem = RwSignal::new(None::<String>);
            let busy = RwSignal::new(false);
            let fetch = move || {
                busy.set(true);
                problem.set(None);
                spawn_local(async move {
                    let answer = call::ask(wire::Photo { photo: id }).await;
                    // The page may be gone by now.
                    if busy.try_set(false).is_some() {
                        return;
                    }
                    match answer {
                        Ok(PhotoView { jpeg }) => found.set(Some(jpeg)),
                        Err(error) if error.error == ErrorKind::Unreachable => {
                            problem.set(Some(NOT_ALONG.to_owned()));
                        }
                        Err(error) => problem.set(Some(error.message)),
                    }
                });
            };
            view! {
                <Opened shows found busy on_open=fetch/>
                {move || {
                    problem
                        .get()
                        .map(|words| view! { <Notice kind=NoticeKind::Warning live=true><p>{words}</p></Notice> })
                }}
            }
        })
        .collect_view()
}

/// The photos of a record that was not sent yet: the same, from this tablet.
#[component]
pub fn PhotosWaiting(fields: Value) -> impl IntoView {
    waiting(&fields)
        .into_iter()
        .map(|NewPhoto { shows, jpeg, .. }| {
            let found = RwSignal::new(None::<Jpeg>);
            let busy = RwSignal::new(false);
            view! { <Opened shows found busy on_open=move || found.set(Some(jpeg.clone()))/> }
        })
        .collect_view()
}

/// What one shows, and the picture while it is open: never there unasked, for somebody may stand behind.
#[component]
fn Opened(
    shows: String,
    found: RwSignal<Option<Jpeg>>,
    busy: RwSignal<bool>,
    on_open: impl Fn() + Send + Sync + 'static,
) -> impl IntoView {
    let words = StoredValue::new(shows.clone());
    let press = move |()| {
        if found.with_untracked(Option::is_some) {
            found.set(None);
        } else if !busy.get_untracked() {
            on_open();
        }
    };
    view! {
        <div class="stack">
            <p translate="no">"写真：" {shows}</p>
            {move || {
                found
                    .get()
                    .map(|jpeg| view! { <Picture jpeg shows=words.get_value()/> })
            }}
            <Button variant=Variant::Tertiary busy on_press=press>
                {move || if found.with(Option::is_some) { "写真をとじる" } else { "写真を見る" }}
            </Button>
        </div>
    }
}

fn waiting(fields: &Value) -> Vec<NewPhoto> {
    let photos = fields.get("photos").cloned().unwrap_or_default();
    serde_json::from_value(photos).unwrap_or_default()
}

/// The photos of a record that was not sent, each as it stands in a page: what it shows, and its picture.
pub fn pictures_of(fields: &Value) -> Vec<(String, String)> {
    let photos = waiting(fields).into_iter();
    photos
        .map(|photo| {
            let signs = STANDARD.encode(photo.jpeg.bytes());
            (photo.shows, format!("data:{KIND};base64,{signs}"))
        })
        .collect()
}
