#!/usr/bin/env python3
"""Runs every shell line of ci/github/action.yml and ci/gitlab.yml as a pipeline does: a push to the base branch, a
pull request that is slower, and one without a profile to compare with.

usage: workflow.py PROFDRAW TOP

GitHub's own steps (cache, artifacts) are left to a folder that stays; gh is a stand-in that keeps its arguments; GitLab's
API is a server on this machine.  Nothing leaves the machine."""
import http.server, os, re, shutil, subprocess, sys, tempfile, threading, urllib.parse

program, top = map(os.path.abspath, sys.argv[1:3])
FAST, SLOW = 'main;parse 90\nmain;emit 10\n', 'main;parse 190\nmain;emit 10\n'
problems = []


def expect(what, holds):
    if not holds:
        problems.append(what)


def blocks(path, key):
    """-> the text of each 'KEY |' block"""
    with open(os.path.join(top, path), encoding='utf-8') as f:
        lines = f.read().split('\n')
    found, inside = [], None
    for line in lines:
        depth = len(line) - len(line.lstrip())
        if inside is not None and (depth > inside or not line.strip()):
            found[-1].append(line)
            continue
        inside = depth if line.strip() == key + ' |' else None
        if inside is not None:
            found.append([])
    return ['\n'.join(line[inside_of(block):] for line in block) + '\n' for block in found]


def inside_of(block):
    return min(len(line) - len(line.lstrip()) for line in block if line.strip())


def sh(text, folder, environment):
    return subprocess.run(['sh', '-e', '-c', text], cwd=folder, env=environment, capture_output=True, text=True,
                          stdin=subprocess.DEVNULL)


def put(folder, name, text, mode=0o644):
    path = os.path.join(folder, name)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)
    os.chmod(path, mode)


def read(folder, name):
    path = os.path.join(folder, name)
    if not os.path.exists(path):
        return ''
    with open(path, encoding='utf-8') as f:
        return f.read()


def job(folder, **more):
    """-> the environment of a job whose programs are in bin/"""
    bin_folder = os.path.join(folder, 'bin')
    if not os.path.isdir(bin_folder):
        os.mkdir(bin_folder)
        os.symlink(program, os.path.join(bin_folder, 'profdraw'))
        put(bin_folder, 'gh', '#!/bin/sh\necho "$@" > gh.txt\n', 0o755)
    return dict(os.environ, PATH=bin_folder + os.pathsep + os.environ['PATH'], **more)


def github(folder, event, profile):
    """-> exit status of the last step"""
    install, draw, comment, lay_up, finish = blocks('ci/github/action.yml', 'run:')
    put(folder, 'x.folded', profile)
    environment = job(folder, GITHUB_ACTION_PATH=os.path.join(top, 'ci', 'github'), GITHUB_ENV='env.txt',
                      GITHUB_STEP_SUMMARY='summary.md', GITHUB_REPOSITORY='us/service', NUMBER='7',
                      PROFILE='x.folded', PROFDRAW_RULES='total(parse)? > +10%\n\nself(absent)? > 5%\n')
    steps = [install, draw] + ([comment] if event == 'pull_request' else [lay_up]) + [finish]
    for text in steps:
        for line in read(folder, 'env.txt').split():
            name, _, value = line.partition('=')
            environment[name] = value
        done = sh(text, folder, environment)
        if done.returncode and text != finish:
            problems.append('GitHub, %s: %s' % (event, done.stderr))
    return done.returncode


def check_github(folder):
    expect('GitHub: a push passes', github(folder, 'push', FAST) == 0)
    expect('GitHub: the profile is laid up', read(folder, 'profdraw-base/x.folded') == FAST)
    expect('GitHub: nothing is compared in a push', '%' in read(folder, 'summary.md'))
    expect('GitHub: the same profile passes', github(folder, 'pull_request', FAST) == 0)
    expect('GitHub: a slower one fails with 3', github(folder, 'pull_request', SLOW) == 3)
    expect('GitHub: the comment', read(folder, 'gh.txt').split() == [
        'pr', 'comment', '7', '--repo', 'us/service', '--body-file', 'profdraw/report.md', '--edit-last',
        '--create-if-none'])
    report = read(folder, 'profdraw/report.md')
    expect('GitHub: the report names what is slower', 'parse' in report and '190' in report)
    expect('GitHub: the summary ends with the report', read(folder, 'summary.md').endswith(report))
    for name in ('flame.svg', 'graph.svg'):
        expect('GitHub: ' + name, '</svg>' in read(folder, 'profdraw/' + name))
    shutil.rmtree(os.path.join(folder, 'profdraw-base'))
    expect('GitHub: no rule of a change without a base', github(folder, 'push', SLOW) == 0)
    expect('GitHub: a profile that cannot be read fails', github(folder, 'push', 'nothing here\n') == 1)


class Server(http.server.BaseHTTPRequestHandler):
    """GitLab's artifacts and notes"""
    asked, notes, artifact = [], [], None

    def answer(self, status, body=b''):
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        Server.asked.append((self.path, self.headers['JOB-TOKEN']))
        if Server.artifact is None:
            self.answer(404)
        else:
            self.answer(200, Server.artifact.encode())

    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length'])).decode()
        Server.notes.append((self.path, self.headers['PRIVATE-TOKEN'], urllib.parse.parse_qs(body)['body'][0]))
        self.answer(201)

    def log_message(self, *_):
        pass


def gitlab(folder, port, profile, base):
    text = '\n'.join(blocks('ci/gitlab.yml', '-'))
    put(folder, 'x.folded', profile)
    Server.artifact = base
    environment = job(folder, CI_API_V4_URL='http://127.0.0.1:%d/api/v4' % port, CI_PROJECT_ID='12',
                      CI_MERGE_REQUEST_TARGET_BRANCH_NAME='main', CI_MERGE_REQUEST_IID='5', CI_JOB_TOKEN='job',
                      CI_JOB_NAME='profile', PROFDRAW_TOKEN='project', PROFDRAW_SOURCE=top, PROFILE='x.folded',
                      PROFDRAW_RULES='total(parse) > +10%', no_proxy='*')
    return sh(text, folder, environment).returncode


def check_gitlab(folder):
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    expect('GitLab: without a base it passes', gitlab(folder, port, SLOW, None) == 0)
    expect('GitLab: no base is left behind', not os.path.exists(os.path.join(folder, 'base.prof')))
    expect('GitLab: the same profile passes', gitlab(folder, port, FAST, FAST) == 0)
    expect('GitLab: a slower one fails with 3', gitlab(folder, port, SLOW, FAST) == 3)
    expect('GitLab: the artifact that is asked for', set(Server.asked) == {
        ('/api/v4/projects/12/jobs/artifacts/main/raw/x.folded?job=profile', 'job')})
    expect('GitLab: three notes with the report', len(Server.notes) == 3 and Server.notes[-1] == (
        '/api/v4/projects/12/merge_requests/5/notes', 'project', read(folder, 'profdraw/report.md')))
    server.shutdown()


if not shutil.which('curl'):
    print('skipped: curl is not installed')
    sys.exit(77)
for check in (check_github, check_gitlab):
    with tempfile.TemporaryDirectory() as folder:
        check(folder)
print('\n'.join(problems))
print('%d problems' % len(problems))
sys.exit(1 if problems else 0)
