<?php
namespace Lib;
class Store
{
    private $rows = [];
    public function fill($count)
    {
        foreach (range(1, $count) as $i)
            $this->rows[] = strrev("row $i");
    }
    public static function leaf($n)
    {
        $x = 0;
        for ($i = 0; $i < $n; $i++)
            $x += $i * $i;
        return $x;
    }
    public function search($depth)
    {
        if ($depth == 0)
            return self::leaf(60);
        usort($this->rows, function ($a, $b) { return strcmp($a, $b); });
        return $this->search($depth - 1) + self::leaf(5);
    }
}
