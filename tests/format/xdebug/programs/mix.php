<?php
require_once 'lib.php';
function parse($store)
{
    $text = str_repeat("a\tb\n", 3);
    $store->fill(6);
    return $text;
}
function emit($store)
{
    return $store->search(3);
}
function broken()
{
    throw new Exception('no');
}
$store = new Lib\Store();
foreach ([1] as $round) {
    parse($store);
    emit($store);
}
try {
    array_map('broken', [1]);
} catch (Exception $e) {
    Lib\Store::leaf(5);
}
eval('Lib\Store::leaf(6);');
$early = xdebug_get_function_count();
