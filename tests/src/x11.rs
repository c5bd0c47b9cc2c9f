//! What the desktop does with a window: closes it from its title bar, drops files on it.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so and stops")]

use std::path::Path;
use std::time::{Duration, Instant};

use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ClientMessageEvent, ConnectionExt as _, CreateWindowAux, EventMask, PropMode,
    SELECTION_NOTIFY_EVENT, SelectionNotifyEvent, SelectionRequestEvent, Window, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

/// Longest that a window takes to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// The desktop's side of the display.
struct Desktop {
    display: RustConnection,
    root: Window,
}

impl Desktop {
    fn connect(display: &str) -> Self {
        let (display, screen) = x11rb::connect(Some(display)).expect("a display");
        let root = display.setup().roots[screen].root;
        Self { display, root }
    }

    fn atom(&self, name: &[u8]) -> Atom {
        self.display.intern_atom(false, name).expect("asked").reply().expect("an atom").atom
    }

    /// Windows called Consilium.
    fn windows(&self) -> Vec<Window> {
        let (mut open, mut found) = (vec![self.root], Vec::new());
        while let Some(window) = open.pop() {
            let children = self.display.query_tree(window).expect("asked").reply().map(|tree| tree.children);
            open.extend(children.unwrap_or_default());
            let name = self.display.get_property(false, window, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 64);
            if name.expect("asked").reply().is_ok_and(|name| name.value == b"Consilium") {
                found.push(window);
            }
        }
        found
    }

    fn tell(&self, window: Window, what: Atom, data: [u32; 5]) {
        let event = ClientMessageEvent::new(32, window, what, data);
        self.display.send_event(false, window, EventMask::NO_EVENT, event).expect("sent");
        // What was sent just before the connection is closed may get lost: the answer says that it arrived.
        self.display.sync().expect("arrived");
    }
}

/// Presses the button in the title bar that closes the window.
pub(crate) fn press_close(display: &str) {
    let desktop = Desktop::connect(display);
    let (protocols, delete) = (desktop.atom(b"WM_PROTOCOLS"), desktop.atom(b"WM_DELETE_WINDOW"));
    for window in desktop.windows() {
        desktop.tell(window, protocols, [delete, 0, 0, 0, 0]);
    }
}

/// Drags files over the middle of the window and lets them go there, as a file manager does (XDND, version 5).
pub(crate) fn drop_files(display: &str, paths: &[&Path]) {
    let desktop = Desktop::connect(display);
    let display = &desktop.display;
    let aware = desktop.atom(b"XdndAware");
    let takes_drops = |window: &Window| {
        let property = display.get_property(false, *window, aware, AtomEnum::ANY, 0, 1).expect("asked").reply();
        property.is_ok_and(|property| property.value_len > 0)
    };
    let target = desktop.windows().into_iter().find(takes_drops).expect("a window on which files can be dropped");
    let source = display.generate_id().expect("an id");
    let (depth, class) = (x11rb::COPY_DEPTH_FROM_PARENT, WindowClass::INPUT_OUTPUT);
    display
        .create_window(depth, source, desktop.root, 0, 0, 1, 1, 0, class, 0, &CreateWindowAux::new())
        .expect("asked")
        .check()
        .expect("a window to drag from");
    let (selection, list) = (desktop.atom(b"XdndSelection"), desktop.atom(b"text/uri-list"));
    display.set_selection_owner(source, selection, x11rb::CURRENT_TIME).expect("asked");
    let files: String = paths.iter().map(|path| format!("file://{}\r\n", encoded(path))).collect();

    desktop.tell(target, desktop.atom(b"XdndEnter"), [source, 5 << 24, list, 0, 0]);
    let size = display.get_geometry(target).expect("asked").reply().expect("its size");
    let middle = display.translate_coordinates(target, desktop.root, 0, 0).expect("asked").reply().expect("its place");
    let (x, y) = (middle.dst_x as u32 + u32::from(size.width) / 2, middle.dst_y as u32 + u32::from(size.height) / 2);
    let (position, copy) = (desktop.atom(b"XdndPosition"), desktop.atom(b"XdndActionCopy"));
    let (status, finished) = (desktop.atom(b"XdndStatus"), desktop.atom(b"XdndFinished"));
    let begun = Instant::now();
    let (mut accepted, mut moved) = (0, begun);
    desktop.tell(target, position, [source, 0, x << 16 | y, 0, copy]);
    while begun.elapsed() < PATIENCE {
        match display.poll_for_event().expect("an event") {
            Some(Event::SelectionRequest(asked)) => hand_over(display, &asked, list, &files),
            Some(Event::ClientMessage(answer)) if answer.type_ == status && answer.data.as_data32()[1] & 1 == 1 => {
                accepted += 1;
                // A hand does not let go at the first point over the window.
                if accepted == 4 {
                    desktop.tell(target, desktop.atom(b"XdndDrop"), [source, 0, 0, 0, 0]);
                }
            }
            Some(Event::ClientMessage(answer)) if answer.type_ == finished => return,
            Some(_) => {}
            None => std::thread::sleep(Duration::from_millis(10)),
        }
        if accepted < 4 && moved.elapsed() > Duration::from_millis(120) {
            moved = Instant::now();
            desktop.tell(target, position, [source, 0, x << 16 | (y + accepted), 0, copy]);
        }
    }
    panic!("the window takes no files: {accepted} times it said that it would");
}

/// Gives the list of files to whoever asks for it.
fn hand_over(display: &RustConnection, asked: &SelectionRequestEvent, list: Atom, files: &str) {
    let property = if asked.target == list { asked.property } else { x11rb::NONE };
    if property != x11rb::NONE {
        display
            .change_property8(PropMode::REPLACE, asked.requestor, property, list, files.as_bytes())
            .expect("the list is handed over");
    }
    let answer = SelectionNotifyEvent {
        response_type: SELECTION_NOTIFY_EVENT,
        sequence: 0,
        time: asked.time,
        requestor: asked.requestor,
        selection: asked.selection,
        target: asked.target,
        property,
    };
    display.send_event(false, asked.requestor, EventMask::NO_EVENT, answer).expect("sent");
    display.flush().expect("sent");
}

/// A path as it stands in a URL.
fn encoded(path: &Path) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(byte);
    let text = path.to_string_lossy();
    text.bytes().map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
