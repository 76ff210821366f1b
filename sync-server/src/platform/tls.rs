//! One TLS provider for everything: two are compiled in, and a bare builder panics until one of them is chosen.

/// Chooses it. The first call counts.
pub fn choose_provider() {
    // An error means that it was chosen before.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
}
