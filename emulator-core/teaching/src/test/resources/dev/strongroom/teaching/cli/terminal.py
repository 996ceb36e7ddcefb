"""Uses the trainer in a terminal as a new learner does: python3 terminal.py FIX-FILE COMMAND..."""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

fix_file, command = sys.argv[1], sys.argv[2:]
ESCAPES = re.compile(r"\x1b(\[[0-9;?]*[ -/]*[@-~]|[=>]|\][^\x07]*\x07|[()].)")


class Session:
    def __init__(self):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.environ["TERM"] = "xterm"
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # a build in the background ignores Ctrl-C, and so would this
            os.execvp(command[0], command)
        size = struct.pack("HHHH", 50, 160, 0, 0)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, size)
        self.seen = ""
        self.read_up_to = 0

    def expect(self, text):
        end = time.time() + 60
        while text not in self.seen[self.read_up_to:]:
            ready = select.select([self.terminal], [], [], max(0, end - time.time()))[0]
            try:
                data = os.read(self.terminal, 65536) if ready else b""
            except OSError:  # the other side has closed it
                data = b""
            if not data:
                sys.exit("expected %r, but there is\n%s" % (text, self.seen))
            self.seen += ESCAPES.sub("", data.decode("utf-8", "replace")).replace("\r", "")
        self.read_up_to = self.seen.index(text, self.read_up_to) + len(text)

    def type(self, keys):
        os.write(self.terminal, keys.encode())

    def ends(self, code):
        try:
            while os.read(self.terminal, 65536):
                pass
        except OSError:
            pass
        status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        if status != code:
            sys.exit("ended with %d\n%s" % (status, self.seen))
        print(self.seen)


# The first start: a question, a key that is no answer, and a wrong answer.
first = Session()
first.expect("1/1  A short title")
first.expect("? Which right does reader need?")
first.expect("> ")
first.type("Z\r")
first.expect("Type ")
first.expect("> ")
first.type("B\r")
first.expect("How sure?")
first.type("3\r")
first.expect("No. Right is ")
first.expect("B: That answers everything but the value.")
first.expect("AccessDeniedException")

# The repair: a hint, and Ctrl-C.
first.expect("Enter repairs it")
first.type("\r")
first.expect("edit and save it.")
first.expect("Not yet:")
first.type("hint\r")
first.expect("Hint 1 of 1 (-10)")
first.type("\x03")
first.expect("Go on with: strongroom learn fix only")
first.expect("quit ends > ")
first.type("\x03")
first.ends(0)

# The next day: it goes on where it was left, and the repair is found.
second = Session()
second.expect("Enter repairs it")
second.type("\r")
second.expect("Going on with ")
second.expect("Not yet:")
with open(fix_file) as file:
    text = file.read()
assert "reader: {}" in text, text
allowed = 'reader: {r: {Statement: [{Effect: Allow, Action: "secretsmanager:GetSecretValue", Resource: "${arn:prod/token}"}]}}'
with open(fix_file, "w") as file:
    file.write(text.replace("reader: {}", allowed))
second.expect("Solved. Points: 50 of 100")
second.expect("quit ends > ")
second.type("\r")
second.expect("You have done everything.")
second.ends(0)
