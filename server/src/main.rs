//! Starts ともに.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use axum::Router;
use chrono::{DateTime, Utc};
use clap::{Args, Parser, Subcommand};
use server::clock::Clock;
use server::ids::Ids;
use server::keys::MasterKey;
use server::tomoni::{Settings, Tomoni};
use server::{ask, bench, demo, her, http};
use tokio::net::TcpListener;
use tokio::sync::watch;

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[derive(Parser)]
#[command(name = "server", about = "ともに：支援調整会議のための記録と連絡")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Opens both doors.
    Serve(Serve),
    /// Measures what the foundation costs on this machine.
    Bench(Bench),
}

#[derive(Args)]
struct Bench {
    /// How many cards the board has.
    #[arg(long, default_value_t = 1000)]
    board: usize,
    /// Among how many cases names are looked for.
    #[arg(long, default_value_t = 100_000)]
    cases: usize,
    /// How many writers write at once.
    #[arg(long, default_value_t = 16)]
    writers: usize,
    /// How many commands each of them sends.
    #[arg(long, default_value_t = 100)]
    each: usize,
    /// How often each page is asked for.
    #[arg(long, default_value_t = 100)]
    times: usize,
    /// How many live streams are open at once, twelve to a conference.
    #[arg(long, default_value_t = 480)]
    streams: usize,
    /// Measures these parts alone.
    #[arg(long, value_enum, value_delimiter = ',')]
    measure: Vec<bench::Part>,
    /// A file to which each figure is added as one line of JSON.
    #[arg(long)]
    json: Option<PathBuf>,
    /// Measures nothing: founds a council with `--board` cases below this folder, for a server to
    /// open its `data`.
    #[arg(long, hide = true)]
    found: Option<PathBuf>,
}

#[derive(Args)]
struct Serve {
    /// Fictional data, a settable clock, and a key made beside the data.
    #[arg(long)]
    demo: bool,
    /// The folder with the files of both doors (`staff/`, `her/`).
    #[arg(long)]
    site: PathBuf,
    /// The folder of the embedded database.
    #[arg(long)]
    data: PathBuf,
    /// Port of the staff door.
    #[arg(long, default_value_t = 8080)]
    staff_port: u16,
    /// Port of her door.
    #[arg(long, default_value_t = 8081)]
    her_port: u16,
    /// The address both doors listen on.
    #[arg(long, default_value = "127.0.0.1")]
    listen: std::net::IpAddr,
    /// Host names of the staff door.
    #[arg(long = "staff-host", default_value = "localhost")]
    staff_hosts: Vec<String>,
    /// Host names of her door.
    #[arg(long = "her-host", default_value = "127.0.0.1")]
    her_hosts: Vec<String>,
    /// Where her exit leads: a neutral page, of this host or of another.
    #[arg(long, default_value = "/o", value_parser = her::exit_address)]
    her_exit: String,
    /// The address of her door as printed on her card; by default its host and port.
    #[arg(long)]
    card_host: Option<String>,
    /// Port of the local listener that sets the clock; only with --demo.
    #[arg(long, requires = "demo")]
    test_control_port: Option<u16>,
    /// `sqlite://…` or `postgres://…`; by default a file in the data folder.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
    /// The file with the 32 bytes of the master key.
    #[arg(long, env = "TOMONI_MASTER_KEY_FILE")]
    master_key_file: Option<PathBuf>,
    /// The instant at which the clock of a demonstration starts.
    #[arg(long, env = "TOMONI_TEST_CLOCK", requires = "demo")]
    test_clock: Option<DateTime<Utc>>,
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env()
                .unwrap_or_else(|_| "warn,server=info".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    match Cli::parse().command {
        Command::Serve(serve) => run(serve).await,
        Command::Bench(bench) => measure(bench).await,
    }
}

async fn measure(chosen: Bench) -> Result<(), Failure> {
    if let Some(folder) = &chosen.found {
        make_private(folder)?;
        let house = bench::house::House::found(folder, chosen.board).await?;
        house.close().await?;
        return Ok(());
    }
    // On the disk, not in memory: what is durable must cost what it costs.
    let folder = std::env::current_exe()?.with_file_name(format!("bench-{}", std::process::id()));
    make_private(&folder)?;
    let plan = bench::Plan {
        board: chosen.board,
        cases: chosen.cases,
        writers: chosen.writers,
        each: chosen.each,
        times: chosen.times,
        streams: chosen.streams,
    };
    let mut lines = String::new();
    println!("{}", bench::Figure::heading());
    let done = bench::run(&folder, plan, &chosen.measure, &mut |figure| {
        println!("{figure}");
        lines.extend(serde_json::to_string(figure).map(|line| line + "\n"));
    })
    .await;
    std::fs::remove_dir_all(&folder)?;
    if let Some(path) = &chosen.json {
        use std::io::Write;
        let mut file = std::fs::File::options()
            .create(true)
            .append(true)
            .open(path)?;
        file.write_all(lines.as_bytes())?;
    }
    done
}

async fn run(serve: Serve) -> Result<(), Failure> {
    make_private(&serve.data)?;
    let master = match &serve.master_key_file {
        Some(path) => MasterKey::read(path)?,
        None if serve.demo => MasterKey::beside(&std::path::absolute(&serve.data)?)?,
        None => return Err("TOMONI_MASTER_KEY_FILE must name the master key".into()),
    };
    let clock = if serve.demo {
        Clock::settable(serve.test_clock)
    } else {
        Clock::system()
    };
    let url = match &serve.database_url {
        Some(url) => url.clone(),
        None => format!(
            "sqlite://{}?mode=rwc",
            serve.data.join("tomoni.db").display()
        ),
    };
    let settings = Settings {
        staff_hosts: serve.staff_hosts.clone(),
        her_hosts: serve.her_hosts.clone(),
        outside: serve.her_exit.clone(),
        card_host: Some(match &serve.card_host {
            Some(host) => host.clone(),
            None => format!("{}:{}", serve.her_hosts[0], serve.her_port),
        }),
        ..Settings::with_site(serve.site.clone())
    };
    let ids = Ids::system(clock.clone());
    let tomoni = Tomoni::start(&url, &master, clock.clone(), ids, settings).await?;

    if serve.demo {
        demo::found(&tomoni).await?;
    }

    let (stop, stopped) = watch::channel(());
    let mut doors = Vec::new();
    // Before the doors: whoever finds one open may use it.
    if let Some(port) = serve.test_control_port {
        doors.push(open(&serve, port, http::control::router(clock), &stopped).await?);
    }
    for (port, router) in [
        (
            serve.staff_port,
            http::staff_router(tomoni.clone(), ask::routes()),
        ),
        (
            serve.her_port,
            http::her_router(tomoni.clone(), her::routes()),
        ),
    ] {
        doors.push(open(&serve, port, router, &stopped).await?);
    }
    println!(
        "職員の入口  http://{}:{}/",
        serve.staff_hosts[0], serve.staff_port
    );
    println!(
        "本人の入口  http://{}:{}/",
        serve.her_hosts[0], serve.her_port
    );

    if serve.demo {
        println!("\n体験用の利用者（合言葉はすべて {}）", demo::PASSWORD);
        for person in demo::sign_ins() {
            println!(
                "  {:<8}  {}　{}　{}",
                person.login, person.name, person.agency, person.what
            );
        }
        println!("本人は、ケースの「カードを渡す」で渡した紙の一行と暗証番号で入ります。");
    }

    asked_to_stop().await;
    drop(stop);
    // Open lines of live changes never end by themselves.
    let _ = tokio::time::timeout(Duration::from_secs(2), futures::future::join_all(doors)).await;
    Ok(tomoni.store.clone().close().await?)
}

async fn open(
    serve: &Serve,
    port: u16,
    router: Router,
    stopped: &watch::Receiver<()>,
) -> Result<tokio::task::JoinHandle<()>, Failure> {
    let listener = TcpListener::bind(SocketAddr::new(serve.listen, port)).await?;
    let mut stopped = stopped.clone();
    let stop = async move {
        // Nothing is ever sent: the channel closes when it is time.
        let _ = stopped.changed().await;
    };
    Ok(tokio::spawn(async move {
        if let Err(error) = http::serve(listener, router, stop).await {
            tracing::error!(%error, "a door broke");
        }
    }))
}

async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

fn make_private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}
