/* C++ names: templates, operators, members, lambdas, overloads. */
#include <string>
#include <vector>

namespace {

struct shape {
    virtual ~shape() = default;
    virtual double area() const = 0;
};

struct circle : shape {
    double radius;
    explicit circle(double r) : radius(r) {}
    double area() const override { return 3 * radius * radius; }
};

template <typename T> T twice(T value) { return value + value; }

double add(double a, double b) { return a + b; }
int add(int a, int b) { return a + b; }

} // namespace

extern "C" __attribute__((noinline)) int work()
{
    std::vector<circle> circles(3, circle(2));
    double sum = 0;
    for (const shape &s : circles)
        sum = add(sum, s.area());
    auto below = [](double a, double b) { return a < b; };
    std::string name = twice(std::string("shape"));
    return add(twice(static_cast<int>(sum)), below(1, sum)) + static_cast<int>(name.size());
}

int main()
{
    return work() == 0;
}
