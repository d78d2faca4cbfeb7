"""The table, as Markdown: a row for each job and what it is measured against."""

HEAD = ('| job | profdraw | peak | against | it takes | ratio | of processors | target | reached |\n'
        '|---|---|---|---|---|---|---|---|---|\n')


def seconds(value):
    return '%.3g s' % value if value >= 1 else '%.3g ms' % (value * 1e3)


def spread(timing):
    if timing.failed:
        return 'fails: ' + timing.failed.replace('|', '/')[:80]
    if timing.stopped:
        return 'more than ' + seconds(timing.median)
    if len(timing.walls) == 1:
        return seconds(timing.median) + ' (once)'
    return '%s (%s to %s)' % (seconds(timing.median), seconds(min(timing.walls)), seconds(max(timing.walls)))


def megabytes(size):
    return '' if size is None else '%.0f MB' % (size / 1e6)


def number(ratio):
    return '%.1f' % ratio if ratio < 10 else '%.0f' % ratio


def mark(reached):
    return 'yes' if reached else '**no**'


def peak_reached(job, peak):
    return not job.peak_mb or peak is None or peak <= job.peak_mb * 1e6


def peer_row(against, theirs, ours):
    """What it takes, the ratios of wall and of processor time, the target, whether it is reached."""
    ours, processors = ours.median, processor_ratio(against, ours, theirs)
    known = theirs.median if theirs and not theirs.failed else None
    shown = spread(theirs) if theirs else 'not installed'
    about = '> ' if theirs and (theirs.stopped or against.is_part) else ''
    if known is None and against.recorded:
        known, about = against.recorded, '≈ '
        shown = 'not installed; elsewhere %s' % seconds(known)
    if known is None:
        return shown, '', '', target_text(against), ''
    if against.least:
        ratio = known / ours
        good = 'not known' if about == '> ' and ratio < against.least else about + mark(ratio >= against.least)
        return shown, '%s%s× faster' % (about, number(ratio)), processors, target_text(against), good
    ratio = ours / known
    stopped = theirs and theirs.stopped
    shown_ratio = '> %s× faster' % number(1 / ratio) if stopped else '%s× as long' % number(ratio)
    if against.most is None:
        return shown, shown_ratio, processors, '', ''
    if against.most == '2 ms':
        return shown, '%+.1f ms' % ((ours - known) * 1e3), processors, target_text(against), mark(ours - known <= 0.002)
    return shown, shown_ratio, processors, target_text(against), mark(ratio <= against.most)


def processor_ratio(against, ours, theirs):
    """The same ratio of the time on all processors: what else the machine does disturbs it less."""
    if not theirs or theirs.failed or theirs.stopped or not ours.cpu_median or not theirs.cpu_median:
        return ''
    ratio = ours.cpu_median / theirs.cpu_median
    return number(1 / ratio if against.least else ratio) + '×'


def target_text(against):
    if against.least:
        return '≥ %s×' % against.least
    if against.most == '2 ms':
        return '≤ + 2 ms'
    return '≤ %s×' % against.most if against.most else ''


def rows(job, timings, peak):
    """`timings`: ours, then one for each of job.against (None: not installed)."""
    ours = timings[0]
    head = [job.name, spread(ours), megabytes(peak)]
    if job.seconds and not ours.failed:
        head[1] += ' (≤ %s: %s)' % (seconds(job.seconds), mark(ours.median <= job.seconds))
    if job.peak_mb:
        head[2] += ' (≤ %d: %s)' % (job.peak_mb, mark(peak_reached(job, peak)))
    out = []
    pairs = list(zip(job.against, timings[1:]))
    all_cells = [('', '', '', '', 'fails') if ours.failed else peer_row(*pair, ours) for pair in pairs]
    decided = any(against.is_part and cells[-1].endswith('yes') for (against, _), cells in zip(pairs, all_cells))
    for (against, theirs), cells in zip(pairs, all_cells):
        if decided and not theirs:  # what was seen elsewhere is worth less
            cells = (*cells[:-1], '')
        out.append('| %s |\n' % ' | '.join(head + [against.name, *cells]))
        head = ['', '', '']
    return ''.join(out)
