// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {VestingWallet} from "@openzeppelin/contracts/finance/VestingWallet.sol";
import {VestingWalletCliff} from "@openzeppelin/contracts/finance/VestingWalletCliff.sol";

/// @title OpenZeppelin's vesting wallet with a cliff, which ships abstract, made deployable.
/// @notice Linear from start to start + duration; nothing before start + cliff.
contract CliffVestingWallet is VestingWalletCliff {
    constructor(address beneficiary, uint64 startTime, uint64 durationSeconds, uint64 cliffSeconds)
        VestingWallet(beneficiary, startTime, durationSeconds)
        VestingWalletCliff(cliffSeconds)
    {}
}
