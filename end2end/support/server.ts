/** One real server for the tests: fresh data, free ports, a clock that the test sets. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** The instant every server starts at: a Friday evening, the beginning of scenario 1. */
export const STARTS_AT = "2026-05-08T21:40:00+09:00";

const END2END = resolve(__dirname, "..");
const SERVER = process.env.TOMONI_SERVER ?? resolve(END2END, "../target/debug/server");
const SITE = process.env.TOMONI_SITE ?? resolve(END2END, "../target/site");
const READY_WITHIN_MS = 60_000;
const ENDS_WITHIN_MS = 5_000;

export class Server {
  private output = "";
  private ended = false;

  private constructor(
    private child: ChildProcess,
    private readonly begin: () => ChildProcess,
    private readonly folder: string,
    private readonly controlPort: number,
    /** The staff door's port. */
    readonly staffPort: number,
    /** Her door's port. */
    readonly herPort: number,
  ) {
    this.listen();
  }

  private listen(): void {
    const { child } = this;
    const keep = (chunk: Buffer) => {
      this.output += chunk.toString();
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.on("error", (error) => {
      this.output += `\n${SERVER} did not start: ${error.message}`;
      this.ended = true;
    });
    child.on("exit", () => {
      this.ended = true;
    });
  }

  /**
   * Starts `server serve --demo` on an empty folder and waits until it answers. With `cards`, the
   * demo's council has that many invented cases, and the clock shows the true time they were made at.
   */
  static async start({ cards = 0 } = {}): Promise<Server> {
    const folder = mkdtempSync(join(tmpdir(), "end2end-"));
    const data = join(folder, "data");
    if (cards > 0) {
      execFileSync(SERVER, ["bench", "--found", folder, "--board", String(cards)], { stdio: "inherit" });
    } else {
      mkdirSync(data);
    }
    const [staffPort, herPort, controlPort] = await freePorts(3);
    const ports = [
      ["--staff-port", staffPort],
      ["--her-port", herPort],
      ["--test-control-port", controlPort],
    ].flatMap(([name, port]) => [String(name), String(port)]);
    const environment: NodeJS.ProcessEnv = { ...process.env, TOMONI_TEST_CLOCK: STARTS_AT };
    if (cards > 0) {
      delete environment.TOMONI_TEST_CLOCK;
    }
    // A developer's own settings must not lead the tests to a developer's own data.
    delete environment.DATABASE_URL;
    delete environment.TOMONI_MASTER_KEY_FILE;
    const begin = () =>
      spawn(SERVER, ["serve", "--demo", "--site", SITE, "--data", data, ...ports], {
        cwd: folder,
        env: environment,
        stdio: ["ignore", "pipe", "pipe"],
      });
    const server = new Server(begin(), begin, folder, controlPort, staffPort, herPort);
    try {
      await server.untilReady();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** The staff door. The doors differ by host name, because cookies ignore ports. */
  get staffUrl(): string {
    return `http://localhost:${this.staffPort}`;
  }

  /** Her door. */
  get herUrl(): string {
    return `http://127.0.0.1:${this.herPort}`;
  }

  /** All that the server has printed: the demo sign-ins first, then its log. */
  get log(): string {
    return this.output;
  }

  /** Where this server's database lies; for tests that search it. */
  get dataFolder(): string {
    return join(this.folder, "data");
  }

  /** Sets the server's clock to an instant such as `2026-05-22T10:00:00+09:00`. */
  async setClock(iso: string): Promise<void> {
    const status = await send("POST", this.controlPort, `127.0.0.1:${this.controlPort}`, "/clock", iso);
    if (status < 200 || status > 299) {
      throw new Error(`the server did not take the clock ${iso}: ${status}`);
    }
  }

  /** Ends the server, as where the network fails; every line to it breaks. */
  async fail(): Promise<void> {
    if (!this.ended) {
      const exit = new Promise<void>((done) => this.child.once("exit", () => done()));
      this.child.kill("SIGTERM");
      const patience = setTimeout(() => this.child.kill("SIGKILL"), ENDS_WITHIN_MS);
      await exit;
      clearTimeout(patience);
    }
  }

  /** Starts it anew on the same data and ports. */
  async recover(): Promise<void> {
    this.child = this.begin();
    this.ended = false;
    this.listen();
    await this.untilReady();
  }

  /** Stops the server, keeps its log in `output/` and removes its folder. */
  async stop(): Promise<void> {
    await this.fail();
    mkdirSync(join(END2END, "output"), { recursive: true });
    writeFileSync(join(END2END, "output", `server-${this.staffPort}.log`), this.output);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async untilReady(): Promise<void> {
    const until = Date.now() + READY_WITHIN_MS;
    while (Date.now() < until) {
      if (this.ended) {
        throw new Error(`the server ended before it answered:\n${this.output}`);
      }
      const status = await send("GET", this.staffPort, `localhost:${this.staffPort}`, "/healthz").catch(() => 0);
      if (status === 200) {
        return;
      }
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`the server did not answer /healthz within ${READY_WITHIN_MS} ms:\n${this.output}`);
  }
}

/** One request to a port of this machine under a host name of our choice; answers the status. */
function send(method: string, port: number, host: string, path: string, body = ""): Promise<number> {
  return new Promise((done, fail) => {
    const headers = { host, "content-type": "text/plain", "content-length": Buffer.byteLength(body) };
    const call = request({ method, host: "127.0.0.1", port, path, headers }, (answer) => {
      answer.resume();
      answer.on("end", () => done(answer.statusCode ?? 0));
    });
    call.on("error", fail);
    call.end(body);
  });
}

/** Ports that nobody listens on. All are held until the last is found, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const holders = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((done, fail) => {
          const holder = createServer();
          holder.once("error", fail);
          holder.listen(0, "127.0.0.1", () => done(holder));
        }),
    ),
  );
  const ports = holders.map((holder) => {
    const address = holder.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  });
  await Promise.all(holders.map((holder) => new Promise((done) => holder.close(done))));
  return ports;
}
