// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title MODELLED dollar token with 6 decimals.
/// @notice Stands in for USDC on the local chain. It is not Circle's contract: no blacklist, pause or upgrade.
contract ModelledUsdc is ERC20, Ownable {
    constructor(address issuer) ERC20("Modelled USD Coin", "USDC") Ownable(issuer) {}

    function decimals() public pure override returns (uint8) {
        return 6;
    }

    function mint(address to, uint256 amount) external onlyOwner {
        _mint(to, amount);
    }
}
