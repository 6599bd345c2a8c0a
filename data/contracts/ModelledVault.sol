// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {ERC20Burnable} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Burnable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title MODELLED zkSBT vault: one soulbound token per person that holds hashes of metadata and no detail.
/// @notice Modelled on what Masa says: minting and managing cost a fee in MASA, part of which is burned. Both fees and the
/// burned share are assumptions of this model. Emits Locked of ERC-5192, as it can never be transferred.
contract ModelledVault {
    using SafeERC20 for IERC20;

    uint256 public constant MILLION = 1_000_000;

    ERC20Burnable public immutable token;
    address public immutable treasury;
    uint256 public immutable mintFee;
    uint256 public immutable manageFee;
    uint256 public immutable burnPpm;
    uint256 public vaultCount;
    mapping(uint256 => address) public ownerOf;

    error NotOwner(uint256 vault, address caller);
    error ShareAboveOne(uint256 ppm);

    event Locked(uint256 tokenId);
    event VaultMinted(uint256 indexed vault, address indexed owner, bytes32 metadataHash);
    event VaultManaged(uint256 indexed vault, address indexed owner, bytes32 metadataHash);
    event VaultBurned(uint256 indexed vault, address indexed owner);
    event FeeTaken(uint256 indexed vault, address indexed payer, uint256 burned, uint256 toTreasury);

    constructor(ERC20Burnable token_, address treasury_, uint256 mintFee_, uint256 manageFee_, uint256 burnPpm_) {
        if (burnPpm_ > MILLION) revert ShareAboveOne(burnPpm_);
        token = token_;
        treasury = treasury_;
        mintFee = mintFee_;
        manageFee = manageFee_;
        burnPpm = burnPpm_;
    }

    function mint(bytes32 metadataHash) external returns (uint256 vault) {
        vault = ++vaultCount;
        ownerOf[vault] = msg.sender;
        _take(vault, mintFee);
        emit Locked(vault);
        emit VaultMinted(vault, msg.sender, metadataHash);
    }

    function manage(uint256 vault, bytes32 metadataHash) external {
        if (ownerOf[vault] != msg.sender) revert NotOwner(vault, msg.sender);
        _take(vault, manageFee);
        emit VaultManaged(vault, msg.sender, metadataHash);
    }

    /// @notice Ends a vault; free of charge, so that nobody is kept by a fee.
    function burn(uint256 vault) external {
        if (ownerOf[vault] != msg.sender) revert NotOwner(vault, msg.sender);
        delete ownerOf[vault];
        emit VaultBurned(vault, msg.sender);
    }

    /// @dev The burned part rounds down; the treasury gets the rest.
    function _take(uint256 vault, uint256 fee) private {
        uint256 burned = (fee * burnPpm) / MILLION;
        token.burnFrom(msg.sender, burned);
        IERC20(address(token)).safeTransferFrom(msg.sender, treasury, fee - burned);
        emit FeeTaken(vault, msg.sender, burned, fee - burned);
    }
}
