// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title MODELLED token that keeps a part of each transfer, with any number of decimals. For tests of bad input.
contract ModelledFeeToken is ERC20 {
    uint8 private immutable _decimals;
    /// @notice Part of a transfer that goes to the collector, in per cent, rounded down.
    uint256 public immutable feePercent;
    address public immutable collector;

    constructor(uint8 decimals_, uint256 feePercent_, address collector_, uint256 supply) ERC20("Modelled fee token", "FEE") {
        _decimals = decimals_;
        feePercent = feePercent_;
        collector = collector_;
        _mint(collector_, supply);
    }

    function decimals() public view override returns (uint8) {
        return _decimals;
    }

    function _update(address from, address to, uint256 value) internal override {
        uint256 fee = from == address(0) || from == collector ? 0 : (value * feePercent) / 100;
        if (fee > 0) super._update(from, collector, fee);
        super._update(from, to, value - fee);
    }
}
