//! A lab that ends leaves nothing behind. Alone in its file, because it counts what the whole process has open.
#![cfg(target_os = "linux")]

use std::{collections::BTreeSet, fs, net::SocketAddr, path::PathBuf};

use mxray::{knowledge::scenarios, lab::Lab};
use tokio::{io::AsyncReadExt, net::TcpStream};

/// Every socket of this process.
fn sockets() -> BTreeSet<PathBuf> {
    let open = fs::read_dir("/proc/self/fd").expect("Linux tells");
    let targets = open.flatten().filter_map(|entry| fs::read_link(entry.path()).ok());
    targets.filter(|target| target.to_string_lossy().starts_with("socket:")).collect()
}

#[tokio::test]
async fn a_stopped_lab_leaves_no_socket_behind_and_no_connection_open() {
    let all = scenarios::all().expect("the assets are right");
    let before = sockets();
    let lab = Lab::start(&all).await.expect("a lab");
    assert!(sockets().len() > before.len() + all.len(), "it listens");
    let silent = lab.exercise("silent").expect("it was started");
    let mut open =
        TcpStream::connect(SocketAddr::new([127, 0, 0, 1].into(), silent.connector.port)).await.expect("open");
    // It was accepted, and the server keeps it without a word.
    assert_eq!(open.try_read(&mut [0; 16]).map_err(|error| error.kind()), Err(std::io::ErrorKind::WouldBlock));

    lab.stop().await;

    let left = open.read(&mut [0; 16]).await;
    assert!(matches!(left, Ok(0) | Err(_)), "{left:?}");
    drop(open);
    assert_eq!(sockets(), before);
}
