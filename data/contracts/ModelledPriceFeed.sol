// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// @title MODELLED price feed with the functions of Chainlink's AggregatorV3Interface that Sablier's streams ask. For tests.
contract ModelledPriceFeed {
    uint8 public constant decimals = 8;
    int256 private _answer;

    constructor(int256 answer) {
        _answer = answer;
    }

    /// @notice Anybody may, in units of 10^-8.
    function set(int256 answer) external {
        _answer = answer;
    }

    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        return (1, _answer, block.timestamp, block.timestamp, 1);
    }
}
