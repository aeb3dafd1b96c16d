//! Connections that ask one request after the other.

use std::{
    io,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::yield_now,
    time::sleep_until,
};

use super::workload::Workload;

/// One answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The value of a header, whose name is in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let mut lines = self.head.lines().skip(1);
        lines.find_map(|line| {
            let (found, value) = line.split_once(':')?;
            (found.to_ascii_lowercase() == name).then(|| value.trim().to_owned())
        })
    }
}

/// Asks on a connection of its own.
pub(crate) async fn ask_once(port: u16, request: &[u8]) -> io::Result<Answer> {
    let mut connection = Connection::open(port).await?;
    connection.ask(request).await?;
    let (head, body) = connection.buffer.split_at(connection.head);
    Ok(Answer {
        status: connection.status,
        head: String::from_utf8_lossy(head).into_owned(),
        body: body.to_vec(),
    })
}

/// What came of a load.
#[derive(Default)]
pub(crate) struct Outcome {
    /// How long each answer took, in nanoseconds.
    pub(crate) latencies: Vec<u64>,
    /// Answers that were not what was asked for.
    pub(crate) errors: u64,
    pub(crate) seconds: f64,
}

impl Outcome {
    /// Answers a second.
    pub(crate) fn rate(&self) -> f64 {
        count(self.latencies.len()) / self.seconds
    }

    /// The milliseconds that this share of the answers did not exceed.
    pub(crate) fn milliseconds(&mut self, share: f64) -> f64 {
        self.latencies.sort_unstable();
        let last = self.latencies.len().saturating_sub(1);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the share lies between 0 and 1"
        )]
        let place = (count(last) * share).round() as usize;
        let nanoseconds = self.latencies.get(place).copied().unwrap_or_default();
        Duration::from_nanos(nanoseconds).as_secs_f64() * 1_000.0
    }
}

/// A count as a number to compute with.
#[expect(
    clippy::cast_precision_loss,
    reason = "nothing here comes near to 2^52 of anything"
)]
pub(crate) fn count(number: usize) -> f64 {
    number as f64
}

/// How a load is put on.
pub(crate) struct Load<'a> {
    pub(crate) port: u16,
    /// The path that is asked in place of the API's.
    pub(crate) path: Option<&'a str>,
    pub(crate) connections: usize,
    pub(crate) duration: Duration,
    /// Requests a second; `None` for as many as there are answers to.
    pub(crate) rate: Option<f64>,
}

impl Load<'_> {
    /// Puts the load on.
    pub(crate) async fn run(&self, workload: &Workload<'_>) -> io::Result<Outcome> {
        let mut connections = Vec::new();
        for _ in 0..self.connections {
            connections.push(Connection::open(self.port).await?);
        }
        let next = std::cell::Cell::new(0_u64);
        let begin = Instant::now();
        let asking = connections.into_iter().map(async |mut connection| {
            let mut outcome = Outcome::default();
            loop {
                let number = next.get();
                next.set(number + 1);
                let due = match self.rate {
                    Some(rate) => begin + Duration::from_secs_f64(to_f64(number) / rate),
                    None => Instant::now(),
                };
                if due.duration_since(begin) >= self.duration {
                    break;
                }
                let request = workload.request(number, self.path);
                if self.rate.is_some() {
                    wait_until(due).await;
                }
                // When it is sent late because the answers before were late, that counts too.
                let since = if self.rate.is_some() {
                    due
                } else {
                    Instant::now()
                };
                connection.ask(&request).await?;
                let elapsed = u64::try_from(since.elapsed().as_nanos()).unwrap_or(u64::MAX);
                outcome.latencies.push(elapsed);
                outcome.errors += u64::from(!connection.is_well());
            }
            io::Result::Ok(outcome)
        });
        let asking = futures_util::future::try_join_all(asking);
        let parts = tokio::select! {
            parts = asking => parts?,
            never = stay_awake() => match never {},
        };
        let mut total = Outcome {
            seconds: begin.elapsed().as_secs_f64(),
            ..Outcome::default()
        };
        for part in parts {
            total.latencies.extend(part.latencies);
            total.errors += part.errors;
        }
        Ok(total)
    }
}

/// Keeps this thread from sleeping while a load runs. A server that answers more slowly than the load
/// is put on would have to wake it for each answer, which costs the server more than the answer does
/// on a virtual machine, and a faster one nothing.
async fn stay_awake() -> std::convert::Infallible {
    loop {
        yield_now().await;
    }
}

/// Waits to the microsecond. Timers of the runtime count in milliseconds, which would be most of what
/// is measured.
async fn wait_until(due: Instant) {
    const TIMER: Duration = Duration::from_millis(2);

    if let Some(early) = due.checked_sub(TIMER)
        && early > Instant::now()
    {
        sleep_until(early.into()).await;
    }
    while Instant::now() < due {
        yield_now().await;
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "nothing here comes near to 2^52 of anything"
)]
fn to_f64(number: u64) -> f64 {
    number as f64
}

/// A connection that is kept.
struct Connection {
    stream: TcpStream,
    /// The last answer.
    buffer: Vec<u8>,
    /// Where its body begins.
    head: usize,
    status: u16,
}

impl Connection {
    async fn open(port: u16) -> io::Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(256 * 1024),
            head: 0,
            status: 0,
        })
    }

    async fn ask(&mut self, request: &[u8]) -> io::Result<()> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let (head, length) = loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if let Some(head) = end_of_head(&self.buffer) {
                break (head, body_length(&self.buffer[..head])?);
            }
        };
        while self.buffer.len() < head + length {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        self.head = head;
        let status = self
            .buffer
            .get(9..12)
            .and_then(|text| str::from_utf8(text).ok());
        self.status = status
            .and_then(|text| text.parse().ok())
            .unwrap_or_default();
        Ok(())
    }

    fn is_well(&self) -> bool {
        match self.status {
            200 => self.buffer[self.head..].starts_with(b"{\"data\":{"),
            304 => true,
            _ => false,
        }
    }
}

fn end_of_head(text: &[u8]) -> Option<usize> {
    let end = text.windows(4).position(|four| four == b"\r\n\r\n")?;
    Some(end + 4)
}

/// The length of the body; 0 for an answer without one.
fn body_length(head: &[u8]) -> io::Result<usize> {
    const NAME: &[u8] = b"content-length:";
    let mut lines = head.split(|byte| *byte == b'\n');
    let Some(line) =
        lines.find(|line| line.len() > NAME.len() && line[..NAME.len()].eq_ignore_ascii_case(NAME))
    else {
        return Ok(0);
    };
    let digits = str::from_utf8(&line[NAME.len()..])
        .unwrap_or_default()
        .trim();
    digits
        .parse()
        .map_err(|_| io::Error::from(io::ErrorKind::InvalidData))
}
