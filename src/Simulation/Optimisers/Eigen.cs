namespace Souk.Simulation.Optimisers;

/// <summary>Eigenvalues and vectors of a symmetric matrix, by Jacobi's rotations: slow for large ones, exact to the last bits, and the
/// same on every machine.</summary>
internal static class Eigen
{
    private const int SweepsMax = 64;

    /// <param name="matrix">Symmetric; destroyed.</param>
    /// <returns>Values, and vectors as columns.</returns>
    public static (double[] Values, double[,] Vectors) Of(double[,] matrix)
    {
        int size = matrix.GetLength(0);
        double[,] vectors = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            vectors[i, i] = 1;
        }

        for (int sweep = 0; sweep < SweepsMax && !IsDiagonal(matrix, size); sweep++)
        {
            for (int row = 0; row < size - 1; row++)
            {
                for (int column = row + 1; column < size; column++)
                {
                    Rotate(matrix, vectors, row, column);
                }
            }
        }

        return ([.. Enumerable.Range(0, size).Select(i => matrix[i, i])], vectors);
    }

    private static bool IsDiagonal(double[,] matrix, int size)
    {
        double off = 0;
        double on = 0;
        for (int row = 0; row < size; row++)
        {
            on += matrix[row, row] * matrix[row, row];
            for (int column = row + 1; column < size; column++)
            {
                off += matrix[row, column] * matrix[row, column];
            }
        }

        return off <= 1e-30 * on;
    }

    private static void Rotate(double[,] matrix, double[,] vectors, int p, int q)
    {
        double off = matrix[p, q];
        if (off == 0)
        {
            return;
        }

        double theta = (matrix[q, q] - matrix[p, p]) / (2 * off);
        double tangent = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        double cosine = 1 / Math.Sqrt((tangent * tangent) + 1);
        double sine = tangent * cosine;
        int size = matrix.GetLength(0);
        for (int i = 0; i < size; i++)
        {
            (double first, double second) = (matrix[i, p], matrix[i, q]);
            matrix[i, p] = (cosine * first) - (sine * second);
            matrix[i, q] = (sine * first) + (cosine * second);
        }

        for (int i = 0; i < size; i++)
        {
            (double first, double second) = (matrix[p, i], matrix[q, i]);
            matrix[p, i] = (cosine * first) - (sine * second);
            matrix[q, i] = (sine * first) + (cosine * second);
            (first, second) = (vectors[i, p], vectors[i, q]);
            vectors[i, p] = (cosine * first) - (sine * second);
            vectors[i, q] = (sine * first) + (cosine * second);
        }
    }
}
