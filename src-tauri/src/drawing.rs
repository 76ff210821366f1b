//! How the window is drawn.

/// Has the page painted by the processor; the graphics card, where there is one, still puts the picture together.
///
/// A register shows text and boxes. To paint those with the card, WebKit compiles a shader for each kind of stroke before the
/// first picture and keeps some 40 MiB more, and a cheap desktop's card does all that in software. Whoever starts the
/// register with the variable set is obeyed. To be called before there is a second thread.
pub fn with_the_processor() {
    #[cfg(target_os = "linux")]
    if let Err(error) = glib::setenv("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1", false) {
        // Then it is painted the other way.
        eprintln!("evertill-register: {error}");
    }
}
