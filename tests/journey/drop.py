"""Drops files on a window, as a file manager does: the source's side of the XDND protocol, version 5, over libX11."""

import ctypes
import ctypes.util
import pathlib
import time

SELECTION_REQUEST, SELECTION_NOTIFY, CLIENT_MESSAGE = 30, 31, 33  # X.h

_HEAD = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
         ("display", ctypes.c_void_p)]


def _longs(*names):
    return [(name, ctypes.c_ulong) for name in names]


class ClientMessage(ctypes.Structure):
    _fields_ = _HEAD + _longs("window", "message_type") + [("format", ctypes.c_int), ("data", ctypes.c_long * 5)]


class SelectionRequest(ctypes.Structure):
    _fields_ = _HEAD + _longs("owner", "requestor", "selection", "target", "property", "time")


class Selection(ctypes.Structure):
    _fields_ = _HEAD + _longs("requestor", "selection", "target", "property", "time")


class Event(ctypes.Union):
    _fields_ = [("type", ctypes.c_int), ("message", ClientMessage), ("request", SelectionRequest),
                ("selection", Selection), ("room", ctypes.c_long * 24)]


class Source:
    """A client with a window of its own, which offers a list of files."""

    def __init__(self, display, target):
        self.x = ctypes.CDLL(ctypes.util.find_library("X11"))
        for name in ("XOpenDisplay", "XDefaultRootWindow", "XCreateSimpleWindow", "XInternAtom"):
            getattr(self.x, name).restype = ctypes.c_void_p if name == "XOpenDisplay" else ctypes.c_ulong
        self.display = ctypes.c_void_p(self.x.XOpenDisplay(display.encode()))
        self.target = ctypes.c_ulong(int(target))
        root = ctypes.c_ulong(self.x.XDefaultRootWindow(self.display))
        self.window = self.x.XCreateSimpleWindow(self.display, root, 0, 0, 1, 1, 0, ctypes.c_ulong(0),
                                                 ctypes.c_ulong(0))

    def atom(self, name):
        return self.x.XInternAtom(self.display, name.encode(), 0)

    def send(self, window, event):
        self.x.XSendEvent(self.display, window, 0, ctypes.c_long(0), ctypes.byref(event))
        self.x.XFlush(self.display)

    def tell(self, message, *data):
        event = Event()
        event.message = ClientMessage(type=CLIENT_MESSAGE, window=self.target, message_type=self.atom(message),
                                      format=32, data=(ctypes.c_long * 5)(self.window, *data))
        self.send(self.target, event)

    def answer(self, request, data):
        """Puts the list where the target asks for it."""
        self.x.XChangeProperty(self.display, ctypes.c_ulong(request.requestor), ctypes.c_ulong(request.property),
                               ctypes.c_ulong(request.target), 8, 0, data, len(data))
        event = Event()
        event.selection = Selection(type=SELECTION_NOTIFY, requestor=request.requestor, selection=request.selection,
                                    target=request.target, property=request.property, time=request.time)
        self.send(ctypes.c_ulong(request.requestor), event)

    def drop(self, paths, patience):
        data = "".join(pathlib.Path(path).as_uri() + "\r\n" for path in paths).encode()
        selection = self.atom("XdndSelection")
        self.x.XSetSelectionOwner(self.display, ctypes.c_ulong(selection), ctypes.c_ulong(self.window),
                                  ctypes.c_ulong(0))
        self.tell("XdndEnter", 5 << 24, self.atom("text/uri-list"), 0, 0)
        self.tell("XdndPosition", 0, 100 << 16 | 100, 0, self.atom("XdndActionCopy"))
        self.tell("XdndDrop", 0, 0, 0, 0)
        finished = self.atom("XdndFinished")
        event = Event()
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if not self.x.XPending(self.display):
                time.sleep(0.02)
                continue
            self.x.XNextEvent(self.display, ctypes.byref(event))
            if event.type == SELECTION_REQUEST:
                self.answer(event.request, data)
            elif event.type == CLIENT_MESSAGE and event.message.message_type == finished:
                self.x.XCloseDisplay(self.display)
                return True
        return False


def drop_files(display, target, paths, patience=60):
    """Whether the window took the files."""
    return Source(display, target).drop(paths, patience)
