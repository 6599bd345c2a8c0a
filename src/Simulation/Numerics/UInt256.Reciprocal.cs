namespace Souk.Simulation.Numerics;

public readonly partial struct UInt256
{
    /// <summary>Divides by a one- or two-limb number again and again with multiplications only.</summary>
    /// <remarks>
    /// Source: Möller and Granlund, Improved division by invariant integers (IEEE Transactions on Computers, 2011),
    /// algorithms 4, 5 and 6. The divisor's highest bit must be set.
    /// </remarks>
    private readonly struct Reciprocal
    {
        private readonly ulong _divisorHigh;
        private readonly ulong _divisorLow;
        private readonly ulong _value;

        /// <summary>For one limb: floor((2¹²⁸ − 1) / divisor) − 2⁶⁴.</summary>
        public Reciprocal(ulong divisor)
        {
            _divisorHigh = divisor;
            _divisorLow = 0;
            _value = OfOneLimb(divisor);
        }

        /// <summary>For two limbs: floor((2¹⁹² − 1) / divisor) − 2⁶⁴.</summary>
        public Reciprocal(UInt128 divisor)
        {
            unchecked
            {
                ulong high = (ulong)(divisor >> 64);
                ulong low = (ulong)divisor;
                ulong value = OfOneLimb(high);
                ulong rest = (high * value) + low;
                if (rest < low)
                {
                    value--;
                    if (rest >= high)
                    {
                        value--;
                        rest -= high;
                    }

                    rest -= high;
                }

                ulong productHigh = Math.BigMul(value, low, out ulong productLow);
                rest += productHigh;
                if (rest < productHigh)
                {
                    value--;
                    if (new UInt128(rest, productLow) >= divisor)
                    {
                        value--;
                    }
                }

                _divisorHigh = high;
                _divisorLow = low;
                _value = value;
            }
        }

        /// <summary>The next digit of a quotient by one limb; the rest must be below the divisor and stays so.</summary>
        public ulong Divide(ref ulong rest, ulong next)
        {
            unchecked
            {
                UInt128 estimate = Math.BigMul(_value, rest) + new UInt128(rest, next);
                ulong digit = (ulong)(estimate >> 64) + 1;
                ulong remainder = next - (digit * _divisorHigh);
                if (remainder > (ulong)estimate)
                {
                    digit--;
                    remainder += _divisorHigh;
                }

                if (remainder >= _divisorHigh)
                {
                    digit++;
                    remainder -= _divisorHigh;
                }

                rest = remainder;
                return digit;
            }
        }

        /// <summary>The next digit of a quotient by two limbs; the rest must be below the divisor and stays so.</summary>
        public ulong Divide(ref UInt128 rest, ulong next)
        {
            unchecked
            {
                UInt128 divisor = new(_divisorHigh, _divisorLow);
                ulong high = (ulong)(rest >> 64);
                UInt128 estimate = Math.BigMul(_value, high) + rest;
                ulong digit = (ulong)(estimate >> 64);
                ulong middle = (ulong)rest - (digit * _divisorHigh);
                UInt128 remainder = new UInt128(middle, next) - Math.BigMul(digit, _divisorLow) - divisor;
                digit++;
                if ((ulong)(remainder >> 64) >= (ulong)estimate)
                {
                    digit--;
                    remainder += divisor;
                }

                if (remainder >= divisor)
                {
                    digit++;
                    remainder -= divisor;
                }

                rest = remainder;
                return digit;
            }
        }

        private static ulong OfOneLimb(ulong divisor) => (ulong)(new UInt128(~divisor, ulong.MaxValue) / divisor);
    }
}
