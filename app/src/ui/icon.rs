//! The one set of icons: own simple strokes on a grid of 24.

use leptos::prelude::*;

/// An icon. Beside it always stands a word; the icon itself is silent to screen readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Alert,
    ArrowLeft,
    ArrowRight,
    Bell,
    Board,
    Calendar,
    Chat,
    Check,
    ChevronDown,
    ChevronRight,
    Clock,
    Cross,
    Document,
    Download,
    Exit,
    Eye,
    EyeOff,
    Filter,
    Grip,
    House,
    Info,
    Key,
    Ledger,
    Link,
    Lock,
    Meeting,
    Moon,
    More,
    Offline,
    Pause,
    Pen,
    People,
    Person,
    Phone,
    Play,
    Plus,
    Print,
    Search,
    Settings,
    Share,
    Statistics,
    Stop,
    Sun,
    Sync,
    Trash,
    Undo,
    Upload,
}

impl Icon {
    /// The strokes, as one SVG path.
    fn path(self) -> &'static str {
        match self {
            Self::Alert => "M12 4 2.8 20h18.4zM12 10v4.5M12 17.4v.1",
            Self::ArrowLeft => "M20 12H4.5M11 5l-7 7 7 7",
            Self::ArrowRight => "M4 12h15.5M13 5l7 7-7 7",
            Self::Bell => "M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21.5h4",
            Self::Board => "M4 4.5h4.5v15H4zM9.8 4.5h4.5v10H9.8zM15.5 4.5H20v6h-4.5z",
            Self::Calendar => "M4 6h16v14H4zM4 10.5h16M8.5 3.5v4M15.5 3.5v4",
            Self::Chat => "M4 5h16v11h-9l-5 4v-4H4zM8 9h8M8 12.4h5",
            Self::Check => "M4.5 12.5 10 18 20 6.5",
            Self::ChevronDown => "M6 9.5l6 6 6-6",
            Self::ChevronRight => "M9.5 6l6 6-6 6",
            Self::Clock => "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 7.5V12l3 2.4",
            Self::Cross => "M6 6l12 12M18 6 6 18",
            Self::Document => "M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12h6M9 15.8h6",
            Self::Download => "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4.5 20h15",
            Self::Exit => "M14 4H5v16h9M10 12h10.5M16.5 7.5 21 12l-4.5 4.5",
            Self::Eye => {
                "M2.5 12S6 5.8 12 5.8 21.5 12 21.5 12 18 18.2 12 18.2 2.5 12 2.5 12zM12 9.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6z"
            }
            Self::EyeOff => {
                "M2.5 12S6 5.8 12 5.8 21.5 12 21.5 12 18 18.2 12 18.2 2.5 12 2.5 12zM4.5 20 19.5 4"
            }
            Self::Filter => "M3.5 6h17M7 12h10M10.2 18h3.6",
            Self::Grip => "M9 6v.1M15 6v.1M9 12v.1M15 12v.1M9 18v.1M15 18v.1",
            Self::House => "M3.5 11.5 12 4l8.5 7.5M6 9.5V20h12V9.5M10 20v-6h4v6",
            Self::Info => "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 11v5.5M12 7.6v.1",
            Self::Key => "M8 11.5a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM11 12.8 20 4M16.5 7.2l2.6 2.6",
            Self::Ledger => "M3.5 5h17v14h-17zM3.5 9.7h17M3.5 14.4h17M9 5v14",
            Self::Link => {
                "M10 14.5a4 4 0 0 0 5.7 0l3.2-3.2a4 4 0 0 0-5.7-5.7L12 6.8M14 9.5a4 4 0 0 0-5.7 0l-3.2 3.2a4 4 0 0 0 5.7 5.7l1.2-1.2"
            }
            Self::Lock => "M5.5 10.5h13V20h-13zM8 10.5V8a4 4 0 0 1 8 0v2.5M12 14v2.5",
            Self::Meeting => {
                "M7.5 10.5h9v4h-9zM12 3.8a1.9 1.9 0 1 1 0 3.8 1.9 1.9 0 0 1 0-3.8zM4 10.6a1.9 1.9 0 1 1 0 3.8M20 10.6a1.9 1.9 0 1 0 0 3.8M12 17.2a1.9 1.9 0 1 1 0 3.8 1.9 1.9 0 0 1 0-3.8z"
            }
            Self::Moon => "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
            Self::More => "M5.5 12v.1M12 12v.1M18.5 12v.1",
            Self::Offline => {
                "M4 17.5a4 4 0 0 1 1-7.8 7 7 0 0 1 13.2 1.6 3.4 3.4 0 0 1 1.2 6.2M4 4l16 16M8.5 18.5h7"
            }
            Self::Pause => "M8 5v14M16 5v14",
            Self::Pen => "M4.5 19.5l1-4.5L16.5 4l3.5 3.5L9 18.5zM14 6.5l3.5 3.5",
            Self::People => {
                "M9 4.5a3.4 3.4 0 1 1 0 6.8 3.4 3.4 0 0 1 0-6.8zM2.5 19.5c.4-4 3-6 6.5-6s6.1 2 6.5 6M15.5 5a3 3 0 0 1 0 5.8M17.5 14c2.3.7 3.7 2.6 4 5.5"
            }
            Self::Person => {
                "M12 4a3.8 3.8 0 1 1 0 7.6A3.8 3.8 0 0 1 12 4zM4.5 20.5c.5-4.5 3.4-6.5 7.5-6.5s7 2 7.5 6.5"
            }
            Self::Phone => {
                "M5 4h4l1.5 4.5L8 10.5a11 11 0 0 0 5.5 5.5l2-2.5L20 15v4a1.5 1.5 0 0 1-1.5 1.5C11 20 4 13 3.5 5.5A1.5 1.5 0 0 1 5 4z"
            }
            Self::Play => "M7 4.5 19 12 7 19.5z",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Print => "M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z",
            Self::Search => "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5 20.5 20.5",
            Self::Settings => {
                "M4 7.5h8M16 7.5h4M4 16.5h4M12 16.5h8M14 5.5a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM10 14.5a2 2 0 1 1 0 4 2 2 0 0 1 0-4z"
            }
            Self::Share => {
                "M6 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM18 3.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM18 15.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM8.2 10.8l7.6-3.7M8.2 13.2l7.6 3.7"
            }
            Self::Statistics => "M4 20h16M6.5 20v-7M12 20V5M17.5 20v-10",
            Self::Stop => "M6 6h12v12H6z",
            Self::Sun => {
                "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.5v2.2M12 19.3v2.2M2.5 12h2.2M19.3 12h2.2M5.3 5.3l1.5 1.5M17.2 17.2l1.5 1.5M18.7 5.3l-1.5 1.5M6.8 17.2l-1.5 1.5"
            }
            Self::Sync => {
                "M19.5 9A8 8 0 0 0 5 8.5M5 4v4.5h4.5M4.5 15A8 8 0 0 0 19 15.5M19 20v-4.5h-4.5"
            }
            Self::Trash => "M4 7h16M9 7V4h6v3M6 7l1 13.5h10L18 7M10 11v5.5M14 11v5.5",
            Self::Undo => "M8.5 5 4 9.5 8.5 14M4 9.5h10.5a5 5 0 0 1 0 10H9",
            Self::Upload => "M12 16V4.5M7.5 9 12 4.5 16.5 9M4.5 20h15",
        }
    }
}

/// Draws an [`Icon`], in the colour and about the size of the text beside it.
#[component]
pub fn IconMark(icon: Icon) -> impl IntoView {
    view! {
        <svg
            class="icon"
            viewBox="0 0 24 24"
            width="20"
            height="20"
            aria-hidden="true"
            focusable="false"
        >
            <path d=icon.path()></path>
        </svg>
    }
}
