//! A TCP proxy between two parties that can be cut, frozen or redirected.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
    time::sleep,
};

/// The command to all open connections.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Command {
    Carry,
    /// Forward nothing more, and keep both sides open.
    Freeze,
    Cut,
}

/// A link from an address of its own to a target.
#[derive(Clone)]
pub(crate) struct Link {
    pub(crate) address: String,
    target: Arc<Mutex<Option<String>>>,
    /// Whether new connections are taken but nothing is carried on them.
    frozen: Arc<AtomicBool>,
    orders: Arc<Mutex<watch::Sender<Command>>>,
}

impl Link {
    pub(crate) async fn to(target: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let link = Self {
            address: listener.local_addr().expect("an address").to_string(),
            target: Arc::new(Mutex::new(Some(target.to_owned()))),
            frozen: Arc::default(),
            orders: Arc::new(Mutex::new(watch::Sender::new(Command::Carry))),
        };
        tokio::spawn(link.clone().take(listener));
        link
    }

    async fn take(self, listener: TcpListener) {
        loop {
            let Ok((near, _)) = listener.accept().await else {
                sleep(Duration::from_millis(10)).await;
                continue;
            };
            let orders = self.orders.lock().expect("no panic").subscribe();
            let target = self.target.lock().expect("no panic").clone();
            let frozen = self.frozen.load(Ordering::Relaxed);
            tokio::spawn(async move {
                if frozen {
                    hold(near, orders).await;
                } else if let Some(target) = target
                    && let Ok(far) = TcpStream::connect(target).await
                {
                    let (near_in, near_out) = near.into_split();
                    let (far_in, far_out) = far.into_split();
                    tokio::join!(
                        carry(near_in, far_out, orders.clone()),
                        carry(far_in, near_out, orders),
                    );
                }
            });
        }
    }

    /// Ends all connections; new ones lead to the target, or nowhere.
    pub(crate) fn lead(&self, target: Option<&str>) {
        *self.target.lock().expect("no panic") = target.map(str::to_owned);
        self.order(Command::Cut);
    }

    /// Drops all traffic silently from now on.
    pub(crate) fn freeze(&self) {
        self.frozen.store(true, Ordering::Relaxed);
        self.order(Command::Freeze);
    }

    /// New connections get through again. Those that were frozen stay so for ever.
    pub(crate) fn heal(&self) {
        self.frozen.store(false, Ordering::Relaxed);
    }

    /// Tells the present connections, and none of those that come later.
    fn order(&self, order: Command) {
        let mut orders = self.orders.lock().expect("no panic");
        let old = std::mem::replace(&mut *orders, watch::Sender::new(Command::Carry));
        old.send_replace(order);
        if order == Command::Freeze {
            // Kept, so that they wait for an order that never comes.
            std::mem::forget(old);
        }
    }
}

async fn hold(_near: TcpStream, mut orders: watch::Receiver<Command>) {
    let _ = orders.wait_for(|order| *order == Command::Cut).await;
}

async fn carry(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    mut orders: watch::Receiver<Command>,
) {
    let mut buffer = vec![0; 16 << 10];
    loop {
        let order = *orders.borrow_and_update();
        match order {
            Command::Cut => return,
            Command::Freeze => std::future::pending::<()>().await,
            Command::Carry => {}
        }
        tokio::select! {
            changed = orders.changed() => {
                if changed.is_err() {
                    return;
                }
            }
            read = from.read(&mut buffer) => match read {
                Ok(0) | Err(_) => return,
                Ok(count) => {
                    if to.write_all(&buffer[..count]).await.is_err() {
                        return;
                    }
                }
            },
        }
    }
}
