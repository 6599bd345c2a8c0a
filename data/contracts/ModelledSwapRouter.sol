// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IPair, PoolSwap} from "./PoolSwap.sol";

/// @title MODELLED one-pair router.
/// @notice Stands in for Uniswap's periphery router, of which only the core (factory and pair) is used here.
contract ModelledSwapRouter {
    IPair public immutable pair;

    constructor(IPair pair_) {
        pair = pair_;
    }

    /// @notice Sells `amountIn` of `tokenIn` for the pair's other token, at any price.
    function swapExactInput(IERC20 tokenIn, uint256 amountIn) external returns (uint256 amountOut) {
        return PoolSwap.swapFrom(pair, msg.sender, tokenIn, amountIn, msg.sender);
    }
}
