// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

interface IPair {
    function token0() external view returns (address);
    function token1() external view returns (address);
    function getReserves() external view returns (uint112 reserve0, uint112 reserve1, uint32 time);
    function swap(uint256 amount0Out, uint256 amount1Out, address to, bytes calldata data) external;
}

/// @title Exact-input swaps against one Uniswap V2 pair.
/// @notice The output is the constant-product amount after the pair's 0.3 % fee, rounded down, which is the most
/// that UniswapV2Pair.swap accepts (Uniswap V2 whitepaper, 3.2.1).
library PoolSwap {
    using SafeERC20 for IERC20;

    error NotInPair(address token);

    /// @param payer must have approved the calling contract for `amountIn` of `tokenIn`.
    function swapFrom(IPair pair, address payer, IERC20 tokenIn, uint256 amountIn, address to)
        internal
        returns (uint256 amountOut)
    {
        bool isToken0 = address(tokenIn) == pair.token0();
        if (!isToken0 && address(tokenIn) != pair.token1()) revert NotInPair(address(tokenIn));

        (uint256 reserve0, uint256 reserve1,) = pair.getReserves();
        (uint256 reserveIn, uint256 reserveOut) = isToken0 ? (reserve0, reserve1) : (reserve1, reserve0);
        uint256 amountInAfterFee = amountIn * 997;
        amountOut = (amountInAfterFee * reserveOut) / (reserveIn * 1000 + amountInAfterFee);

        tokenIn.safeTransferFrom(payer, address(pair), amountIn);
        pair.swap(isToken0 ? 0 : amountOut, isToken0 ? amountOut : 0, to, "");
    }
}
