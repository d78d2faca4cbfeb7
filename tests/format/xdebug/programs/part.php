<?php
function inner($n)
{
    return $n ? inner($n - 1) : str_repeat('x', 100000);
}
function outer()
{
    xdebug_start_trace($GLOBALS['argv'][1], 2);
    $text = inner(3);
    return strlen($text);
}
outer();
unset($GLOBALS['nothing']);
inner(1);
exit(0);
