//! The loopback door against real connections.

use super::*;

fn get(address: &str, target: &str) -> String {
    let host = address.trim_start_matches("http://").trim_end_matches(PATH);
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn only_the_redirect_with_the_right_state_gets_through() {
    let loopback = Loopback::bind().unwrap();
    let address = loopback.address();
    // A browser's spare connection that never says anything.
    let spare = TcpStream::connect(address.trim_start_matches("http://").trim_end_matches(PATH));
    let browser = thread::spawn(move || {
        let foreign = get(&address, "/callback?state=other&code=stolen");
        let icon = get(&address, "/favicon.ico");
        let twice = get(&address, "/callback?state=mine&state=mine&code=x");
        let mine = get(
            &address,
            "/callback?state=mine&code=a%2Bb&iss=http%3A%2F%2Fidp",
        );
        [foreign, icon, twice, mine]
    });
    let callback = loopback
        .wait("mine", Duration::from_secs(20), &Cancel::default())
        .unwrap();
    assert_eq!(callback.value("code"), Some("a+b"));
    assert_eq!(callback.value("iss"), Some("http://idp"));
    assert_eq!(callback.value("error"), None);
    callback.answer(true);
    let [foreign, icon, twice, mine] = browser.join().unwrap();
    assert!(foreign.starts_with("HTTP/1.1 400") && twice.starts_with("HTTP/1.1 400"));
    assert!(icon.starts_with("HTTP/1.1 404"));
    assert!(
        mine.starts_with("HTTP/1.1 200")
            && mine.contains("You are signed in. Go back to the register.")
    );
    drop(spare);
}

#[test]
fn ends_when_cancelled_or_when_nobody_comes() {
    let loopback = Loopback::bind().unwrap();
    let cancel = Cancel::default();
    let nobody = loopback.wait("s", Duration::from_millis(30), &cancel).err();
    assert_eq!(nobody, Some(SignInError::TimedOut));
    cancel.cancel();
    let cancelled = loopback.wait("s", Duration::from_secs(60), &cancel).err();
    assert_eq!(cancelled, Some(SignInError::Cancelled));
}

#[test]
fn reads_no_other_request_than_the_redirect() {
    for request in [
        "POST /callback?code=1 HTTP/1.1\r\n",
        "GET /other?code=1 HTTP/1.1\r\n",
        "GET //evil.example/callback/x?code=1 HTTP/1.1\r\n",
        "GET /callback?code=1\r\n",
        "\r\n",
    ] {
        assert_eq!(pairs_of(request.as_bytes()), None, "{request:?}");
    }
}
